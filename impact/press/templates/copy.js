// A button beside what is to be quoted or pasted. Where the clipboard is not to be had, one click marks it all.
(function () {
  "use strict";
  if (!navigator.clipboard) { return; }
  document.querySelectorAll("[data-copy]").forEach(function (part) {
    var button = document.createElement("button");
    var told = document.createElement("span");
    button.type = "button";
    button.textContent = part.dataset.copy;
    told.setAttribute("role", "status");
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(part.textContent).then(
        function () { told.textContent = part.dataset.copied; },
        function () { told.textContent = part.dataset.failed; }
      );
    });
    var line = document.createElement("p");
    line.className = "copies screen";
    line.append(button, " ", told);
    part.after(line);
  });
})();
