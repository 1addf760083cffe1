// Comfort only: every page works without this file.
"use strict";
(() => {
  const summary = document.getElementById("resume-erreurs");
  if (summary) summary.focus();

  // Leaving a form with changes that were not sent asks once. A page shown again with errors holds
  // changes that were not kept.
  let unsaved = Boolean(summary);
  document.querySelectorAll("form[data-form]").forEach((form) => {
    form.addEventListener("input", () => { unsaved = true; delete form.dataset.sent; });
    form.addEventListener("submit", (event) => {
      if (form.querySelector("[data-too-large]")) {
        event.preventDefault();
        form.querySelector("[data-too-large]").focus();
        return;
      }
      if (form.dataset.sent) event.preventDefault(); // a double click sends once
      form.dataset.sent = "yes";
      setTimeout(() => { delete form.dataset.sent; }, 4000); // a download leaves the page where it is
      unsaved = false;
    });
  });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

  // A session ends when no page is asked for during an hour: five minutes before, one may stay (RGAA 13.1).
  const ending = document.getElementById("fin-de-session");
  if (ending) {
    const wait = () => setTimeout(() => { ending.hidden = false; }, (Number(ending.dataset.minutes) - 5) * 60000);
    ending.querySelector("button").addEventListener("click", async () => {
      const answer = await fetch("/compte", { redirect: "manual" });  // any page renews it
      if (!answer.ok) { location.reload(); return; }
      ending.hidden = true;
      wait();
    });
    wait();
  }

  const megabytes = (bytes) => (bytes / 1048576).toLocaleString("fr-FR", { maximumFractionDigits: 1 });
  const size = (bytes) => bytes < 104858 ? `${Math.ceil(bytes / 1024)} Ko` : `${megabytes(bytes)} Mo`;
  document.querySelectorAll("input[type=file]").forEach((input) => {
    const chosen = input.parentElement.querySelector(".chosen");
    if (!chosen) return;
    input.addEventListener("change", () => {
      const file = input.files[0];
      const limit = Number(input.dataset.max || 0);
      const tooLarge = Boolean(file && limit && file.size > limit);
      input.toggleAttribute("data-too-large", tooLarge);
      chosen.classList.toggle("error", tooLarge);
      chosen.textContent = !file ? "" : tooLarge
        ? `Le fichier doit peser moins de ${megabytes(limit)} Mo. Il pèse ${megabytes(file.size)} Mo`
        : `${file.name}, ${size(file.size)}`;
    });
  });
  document.querySelectorAll("button[data-print]").forEach((button) => {
    button.addEventListener("click", () => print());
  });
})();
