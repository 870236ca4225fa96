// Says at once, in words, when a browser cannot run the form. Written so that a browser of any age reads it:
// no module, no newer syntax.
(function () {
  var shown = false;

  function tell() {
    var main = document.getElementById("main");
    if (shown || document.documentElement.hasAttribute("data-started")) return;
    if (!main) {
      document.addEventListener("DOMContentLoaded", tell);
      return;
    }
    shown = true;
    main.innerHTML =
      '<h1>Stödlogg</h1><div role="alert">' +
      "<p><strong>Webbläsaren är för gammal för formuläret.</strong> Det behövs iPadOS 15 eller senare, eller en " +
      "uppdaterad Chrome, Edge eller Firefox. Uppdatera plattan eller webbläsaren och öppna formuläret igen.</p>" +
      "<p>Det som redan är sparat på plattan finns kvar. Bråttom? Använd en blankett på papper: " +
      '<a href="/form/paper">blanketter</a>.</p>' +
      '<p lang="en"><strong>This browser is too old for the form.</strong> It needs iPadOS 15 or later, or an ' +
      "up-to-date Chrome, Edge or Firefox. What is saved on the tablet already stays there. " +
      '<a href="/form/paper?lang=en">Forms on paper</a>.</p></div>';
  }

  var lacks =
    !("noModule" in document.createElement("script")) ||
    typeof Promise === "undefined" ||
    typeof fetch === "undefined" ||
    typeof indexedDB === "undefined" ||
    typeof AbortController === "undefined" ||
    !Promise.allSettled ||
    !"".replaceAll;
  if (lacks) tell();
  // A part of the form that the browser cannot even read: it stops there, and says why only here.
  window.addEventListener("error", function (event) {
    if (event.error instanceof SyntaxError || /SyntaxError/.test(event.message || "")) tell();
  });
})();
