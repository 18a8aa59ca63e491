// The reasons to stop, as the pages that show them do: whether each is reached, what it claims, and how things stand.

import { h, inEnglish, number, word } from "./common.js";

/** How a number of a phrase is written: agreement with two places, a share with one where it has a rest, the others whole. */
function shown(name, value) {
  return number(value, name === "kappa" ? 2 : name === "percent" && !Number.isInteger(value) ? 1 : 0);
}

/** A phrase in the language of the page; one that it does not know stays as it came, in English. */
function phrase({ key, numbers, sentence }) {
  const name = `stop_${key.replace(/[.-]/g, "_")}`;
  const text = word(name, Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, shown(name, value)])));
  return text === name ? inEnglish(sentence) : text;
}

/** The rules as items of a list. */
export function ruleItems(rules) {
  return rules.map(({ isReached, claim, detail }) => {
    const [sign, name] = isReached === true ? ["✓", "reached"] : isReached === false ? ["·", "not_yet"] : ["?", "unknown"];
    return h("li", {},
      h("span", { class: `mark ${name}` }, h("span", { "aria-hidden": "true", text: `${sign} ` }), word(`stop_${name}`)),
      h("div", {}, h("div", {}, phrase(claim)), h("div", { class: "small" }, phrase(detail))));
  });
}
