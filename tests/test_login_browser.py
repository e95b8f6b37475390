"""The login in a real browser, behind a certificate: the provider's own form, what opens, a reload, the way out."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import ssl
import threading
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from benchmarks.server import HOST as HERE
from benchmarks.server import Server
from impact import routes
from impact.i18n.words import say
from tests import test_provider
from tests.browser import ARGUMENTS, REMEDY, find
from tests.test_provider import ADDRESS, HOST, PLANTED

pytestmark = pytest.mark.browser

served = test_provider.served
OF_STAFF = [page for page in routes.PAGES if page.role != "press"]
_PATIENCE = 300_000  # ms: only what never comes fails, however busy the machine


def certificate(folder: Path) -> ssl.SSLContext:
    """A certificate that the server signs itself, and nobody else believes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - dt.timedelta(1)).not_valid_after(now + dt.timedelta(1))
    names = x509.SubjectAlternativeName([x509.DNSName(HOST), x509.IPAddress(ip_address(HERE))])
    signed = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(*form, serialization.NoEncryption())
    (folder / "both.pem").write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context


async def _passed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """All that comes on one side, to the other, until it ends."""
    try:
        while data := await reader.read(2**16):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


@pytest.fixture(scope="module")
def port(served: tuple[Server, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of what has the certificate and stands in front of the server, as nginx would."""
    behind = urlsplit(served[0].address).port
    loop, open_ = asyncio.new_event_loop(), set[asyncio.Task[None]]()

    async def come(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection(HERE, behind)
        for way in (_passed(reader, to_server), _passed(from_server, writer)):
            task = asyncio.create_task(way)
            open_.add(task)
            task.add_done_callback(open_.discard)

    async def stand() -> asyncio.Server:
        context = certificate(tmp_path_factory.mktemp("certificate"))
        return await asyncio.start_server(come, HERE, 0, ssl=context)

    standing = loop.run_until_complete(stand())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield standing.sockets[0].getsockname()[1]
    loop.call_soon_threadsafe(standing.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.fixture(scope="module")
def browser(port: int) -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.fail(REMEDY)
    leads = f"--host-resolver-rules=MAP {HOST}:443 {HERE}:{port}"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, leads])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab of somebody of whom the server knows nothing; the provider's form goes without its style."""
    context = browser.new_context(
        locale="en-GB", viewport={"width": 1200, "height": 800}, ignore_https_errors=True
    )
    context.set_default_timeout(_PATIENCE)
    context.route(re.compile(r"^https?://(?!w4r\.example|localhost)"), lambda route: route.abort())
    expect.set_options(timeout=_PATIENCE)
    yield context.new_page()
    context.close()


def open_(page: Page, path: str) -> None:
    """Open an address and wait until its page is there and its script is done."""
    page.goto(ADDRESS + path)
    drawn(page)


def drawn(page: Page) -> None:
    page.wait_for_selector("h1")
    done = '[data-testid="stApp"][data-test-script-state="notRunning"]'
    page.wait_for_selector(done, state="attached")


def button(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key}").get_by_role("button")


def log_in(page: Page, subject: str) -> None:
    """From the page that is open, through the provider's own form."""
    button(page, "log_in").click()
    page.get_by_placeholder("sub").fill(subject)
    page.get_by_role("button", name="Authorize", exact=True).click()
    page.wait_for_url(lambda url: url.startswith(ADDRESS))
    drawn(page)


def lists(page: Page, *, staffs: bool) -> None:
    """The pages that the navigation has: those of the press, and where they are open, those of staff."""
    links = page.get_by_test_id("stSidebar").get_by_test_id("stPageLink")
    listed = [each for each in routes.PAGES if each.listed and (staffs or each.role == "press")]
    names = [say("en", f"nav.{each.name}") for each in listed]
    expect(links.get_by_test_id("stMarkdownContainer")).to_have_text(names)


def all_closed(page: Page) -> None:
    """Neither a link nor an address leads to what staff have."""
    for each in OF_STAFF:
        open_(page, f"{each.path}?lang=en")
        lists(page, staffs=False)
        expect(page.locator('input[type="file"]')).to_have_count(0)
        expect(page.get_by_test_id("stMetric")).to_have_count(0)
        assert PLANTED not in page.content() and "73,519" not in page.content()


def test_who_logs_in_sees_staffs_pages_until_they_log_out_and_a_stranger_never(page: Page) -> None:
    all_closed(page)
    open_(page, "/exports?lang=en")
    expect(page.get_by_text(say("en", "door.closed"))).to_be_visible()
    log_in(page, "staff")
    open_(page, "/exports?lang=en")
    for _ in ("as it came", "after a reload"):
        expect(page.locator('input[type="file"]').first).to_be_attached()
        expect(page.get_by_text(PLANTED).first).to_be_attached()
        lists(page, staffs=True)
        page.reload()
        drawn(page)
    button(page, "leave").click()
    page.get_by_role("button", name="End session").click()  # the provider's own page
    page.wait_for_url(lambda url: url.startswith(ADDRESS))
    drawn(page)
    all_closed(page)


def test_who_logs_in_without_a_group_of_ours_stays_the_press(page: Page) -> None:
    open_(page, "/exports?lang=en")
    log_in(page, "claimant")
    all_closed(page)
    expect(page.get_by_text(say("en", "door.not_yours"))).to_be_visible()
