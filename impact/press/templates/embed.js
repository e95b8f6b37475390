(function () {
  "use strict";
  var secret = (/secret=([A-Za-z0-9]+)/.exec(location.hash) || [])[1];
  var last = 0;
  function tall() { return Math.ceil(document.body.getBoundingClientRect().height); }
  // One message for all who listen: WordPress, AMP, and whoever reads a height.
  function tell() {
    if (tall() === last) { return; }
    last = tall();
    parent.postMessage({ message: "height", value: last, secret: secret, sentinel: "amp", type: "embed-size", height: last }, "*");
  }
  // iframe-resizer asks first, by the name that it gave the frame.
  addEventListener("message", function (event) {
    var asked = /^\[iFrameSizer\]([^:]+):/.exec(event.data);
    if (asked && event.source === parent) {
      parent.postMessage("[iFrameSizer]" + asked[1] + ":" + tall() + ":" + innerWidth + ":init", "*");
    }
  });
  // WordPress locks its frames: a link can only be handed to the page around it.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a");
    if (secret && link) {
      event.preventDefault();
      parent.postMessage({ message: "link", value: link.href, secret: secret }, "*");
    }
  });
  addEventListener("load", tell);
  addEventListener("resize", tell);
  if (window.ResizeObserver) { new ResizeObserver(tell).observe(document.body); }
})();
