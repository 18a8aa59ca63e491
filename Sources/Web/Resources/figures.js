// Values of figures by pointer and by keys: each figure becomes a slider over its points, which says what it points at.

import { h, word } from "./common.js";

/** Makes the figure answer to the pointer and to the arrow keys. The words come from the titles in the drawing. */
function readable(figure) {
  const drawing = figure.querySelector("svg");
  const marks = [...(drawing?.querySelectorAll("g.at") ?? [])];
  if (marks.length === 0) return;
  // The titles would also pop up by themselves, late and over the drawing.
  const texts = marks.map((mark) => {
    const title = mark.querySelector("title");
    title?.remove();
    return title?.textContent ?? "";
  });
  const line = figure.querySelector(".readout");
  const name = drawing.getAttribute("aria-label") ?? "";
  const reader = h("div", {
    class: "reader", tabindex: "0", role: "slider", "aria-label": word("figure_read", { name }),
    "aria-valuemin": "1", "aria-valuemax": String(marks.length), "aria-valuenow": "1", "aria-valuetext": texts[0],
  });
  drawing.replaceWith(reader);
  reader.append(drawing);
  drawing.setAttribute("aria-hidden", "true");
  let place = 0;

  function show(next) {
    marks[place].classList.remove("on");
    place = next;
    marks[place].classList.add("on");
    line.textContent = texts[place];
    reader.setAttribute("aria-valuenow", String(place + 1));
    reader.setAttribute("aria-valuetext", texts[place]);
  }
  function leave() {
    if (document.activeElement === reader) return;
    marks[place].classList.remove("on");
    line.textContent = "";
  }

  reader.addEventListener("pointermove", (event) => {
    const mark = event.target.closest?.("g.at");
    if (mark) show(marks.indexOf(mark));
  });
  reader.addEventListener("pointerleave", leave);
  reader.addEventListener("focus", () => show(place));
  reader.addEventListener("blur", leave);
  reader.addEventListener("keydown", (event) => {
    const last = marks.length - 1;
    const far = Math.max(1, Math.round(marks.length / 5));
    const places = {
      ArrowRight: place + 1, ArrowUp: place + 1, ArrowLeft: place - 1, ArrowDown: place - 1,
      PageUp: place + far, PageDown: place - far, Home: 0, End: last,
    };
    if (!(event.key in places) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    show(Math.min(last, Math.max(0, places[event.key])));
  });
}

for (const figure of document.querySelectorAll("figure")) readable(figure);
