// The page to import on: a file is sent, looked at, corrected, and imported; nothing is stored before the last step.

import { Problem, announce, banner, byId, call, h, isolated, number, plural, refresh, showParts, state, word, wordParts } from "./common.js";
import { followJobs } from "./jobs.js";
import { said, saidShortly } from "./said.js";

/** What the server found in the file; null: there is none. */
let check = null;
/** A text of a recipe that a new proposal took the place of. */
let putAside = null;
/** The request that is under way, so that it can be given up. */
let sending = null;
/** The import that is under way, or was. */
let job = state.job ?? null;
/** The look at a file that is under way: the file's id and name, the job's number, and the wishes to look by afterwards. */
let looking = null;
/** The newest look that was heard of: events may come before the answer that names the job. */
let heard = null;

// MARK: Sending

const percent = (share) => number(Math.floor(100 * share));

function work(text, share) {
  byId("work").hidden = text === null;
  byId("work-words").textContent = text ?? "";
  if (share === undefined) byId("work-bar").removeAttribute("value");
  else byId("work-bar").value = share;
}

const trouble = (id, ...parts) => showParts(byId(id), ...parts);

/** Why something failed: what the server said, or `lost` where it said nothing. */
const reason = (error, lost) => (error instanceof Problem ? said(error.message) : lost ?? error.message);

/** Sends a file as it is; then the server looks at it, which is a job. */
async function send(file, others) {
  if (sending || looking || job?.state === "running") return;
  forget();
  try {
    // Nobody is to send a large file in vain.
    const other = (await call("/jobs")).jobs.find((job) => job.state === "running");
    if (other) return trouble("upload-trouble", word("import_other", { what: word(`job_${other.kind}`) }));
  } catch {
    // The request itself will say what is wrong.
  }
  byId("done").hidden = true;
  trouble("upload-trouble", others > 0 ? word("import_one_file", { name: file.name }) : null);
  const query = new URLSearchParams({ name: file.name, modified: String(Math.floor(file.lastModified / 1000)) });
  sending = new XMLHttpRequest();
  sending.open("POST", `/api/v1/imports?${query}`);
  sending.setRequestHeader("Content-Type", "application/octet-stream");
  sending.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) work(word("import_sending", { name: file.name, share: percent(event.loaded / event.total) }), event.loaded / event.total);
  });
  sending.upload.addEventListener("load", () => work(word("import_arrived", { name: file.name })));
  sending.addEventListener("loadend", () => {
    const request = sending;
    sending = null;
    work(null);
    if (request.status === 201) return look(JSON.parse(request.responseText));
    let sentence = request.wasAborted ? null : word("import_lost");
    try {
      const { detail } = JSON.parse(request.responseText);
      if (detail) sentence = said(detail);
    } catch {
      // No answer, or none of ours.
    }
    trouble("upload-trouble", sentence);
  });
  work(word("import_sending", { name: file.name, share: percent(0) }), 0);
  sending.send(file);
}

/** Gives the file up. */
function forget() {
  looking = null;
  work(null);
  if (check) fetch(`/api/v1/imports/${check.id}`, { method: "DELETE" }).catch(() => {});
  check = null;
  putAside = null;
  history.replaceState(null, "", location.pathname);
  byId("found").hidden = true;
}

/** Looks at the file once more with other wishes; a look that is under way is ended first. */
async function lookAgain(wishes) {
  if (!check) return;
  byId("import").disabled = true;
  byId("import-words").textContent = "";
  trouble("check-trouble", null);
  if (looking) {
    looking.next = wishes;
    await call(`/jobs/${looking.job}/cancel`, {}).catch(() => {});
    return;
  }
  const { id, name, kind } = check;
  looking = { id, name };
  try {
    const job = await call(`/imports/${id}/check`, { kind, ...wishes });
    if (looking?.id === id) look({ id, name, job, next: looking.next });
  } catch (error) {
    lookFailed(reason(error, word("import_lost")));
  }
}

/** Follows the look at a file. */
function look({ id, name, job, next }) {
  looking = { id, name, job: job.id, next };
  history.replaceState(null, "", `#${id}`);
  followLook(heard?.id >= job.id ? heard : job);
}

/** Shows how far a look is, and what it found. */
async function followLook(told) {
  if (!heard || told.id > heard.id || heard.state === "running") heard = told;
  if (!looking?.job || told.id < looking.job) return;
  const { id, name, job, next } = looking;
  if (told.id === job && told.state === "running") {
    const values = { name, share: percent(told.share ?? 0), seconds: number(Math.round(told.seconds)) };
    // What is over in a moment moves nothing on the page.
    if (!check || told.seconds >= 0.3) work(word(told.step === "check_rest" ? "import_comparing" : "import_looking", values), told.share);
    return;
  }
  // Only one runs at a time: if there is a later one, this one has ended.
  looking = null;
  if (next) return void lookAgain(next);
  if (told.id === job && told.state === "cancelled") return lookFailed(word("import_look_cancelled"));
  if (told.id === job && told.state === "failed") return lookFailed(told.problem ? said(told.problem.detail) : word("import_lost"));
  try {
    const found = await call(`/imports/${id}`);
    if (found.check && !looking) show(found);
  } catch (error) {
    lookFailed(reason(error, word("import_lost")));
  }
}

/** What was found before stays. */
function lookFailed(sentence) {
  looking = null;
  work(null);
  byId("import").disabled = Boolean(check?.problem);
  if (check) return trouble("check-trouble", sentence);
  history.replaceState(null, "", location.pathname);
  trouble("upload-trouble", sentence);
}

// MARK: What was found

function size(bytes) {
  const units = [["B", 1], ["kB", 1e3], ["MB", 1e6], ["GB", 1e9]];
  const [unit, factor] = units.findLast(([, factor]) => bytes >= factor) ?? units[0];
  return `${number(bytes / factor, unit === "B" ? 0 : 1)} ${unit}`;
}

function show({ id, name, bytes, check: found }) {
  check = { ...found, id, name, bytes };
  work(null);
  history.replaceState(null, "", `#${check.id}`);
  byId("found").hidden = false;
  byId("found-title").replaceChildren(isolated(word("import_found", { name: check.name, size: size(check.bytes) })));
  byId("kind-words").textContent = word(check.kind === "table" ? "import_kind_table" : "import_kind_labels");
  byId("kind-switch").textContent = word(check.kind === "table" ? "import_switch_labels" : "import_switch_table");
  byId("kind-switch").hidden = check.recipe.isReplaceable && check.kind === "table";
  byId("recipe-card").hidden = check.kind !== "table";
  showRecipe();
  showResult();
  showConflicts();
  announce(byId("found-title").textContent);
}

function showRecipe() {
  const { proposal, isReplaceable, yaml, name } = check.recipe;
  const rows = plural("import_rows", proposal?.rowCount ?? 0);
  byId("recipe-words").textContent = putAside !== null
    ? word("import_recipe_anew")
    : proposal?.isBuiltIn ? word("import_recipe_built_in", { name: proposal.fitting }) : proposal ? word(proposal.isPartial ? "import_recipe_partial" : "import_recipe_guessed", { rows }) : word("import_recipe_used", { name });
  byId("recipe-columns").hidden = !proposal;
  byId("recipe").value = yaml;
  byId("recipe").readOnly = !isReplaceable;
  byId("recipe-check").hidden = !isReplaceable;
  byId("recipe-back").hidden = putAside === null;
  // A text that was edited says for itself what the columns are.
  if (!proposal || yaml !== proposal.yaml) return;
  choices("column-title", proposal.columns, proposal.title);
  choices("column-key", proposal.columns, proposal.key ?? null, word("import_none_key"));
  const label = proposal.label ?? null;
  choices("column-label", proposal.columns.filter((column) => column.mayHoldAnswers || column.name === label), label, word("import_none_label"), true);
}

/** Fills a select: a column by its name behind a `=`, or nothing. */
function choices(id, columns, chosen, none, withExamples = false) {
  const options = columns.map((column) => {
    const examples = withExamples ? `: ${column.examples.slice(0, 3).join(", ")}` : "";
    return h("option", { value: `=${column.name}`, selected: column.name === chosen, text: (column.name || word("import_no_name")) + examples });
  });
  if (none !== undefined) options.unshift(h("option", { value: "", selected: chosen === null, text: none }));
  byId(id).replaceChildren(...options);
}

/** Whether the text on the page is not the one that was proposed. */
const isEdited = () => check?.recipe.isReplaceable && byId("recipe").value !== (check.recipe.proposal?.yaml ?? check.recipe.yaml);

const chosen = (id) => (byId(id).value === "" ? null : byId(id).value.slice(1));

function countTable(rows) {
  const shown = rows.filter(([count, , always]) => count > 0 || always);
  return h("table", { class: "counts" }, h("tbody", {}, ...shown.map(([count, text]) => h("tr", {}, h("td", { text: number(count) }), h("td", { text })))));
}

/** Sentences that the program makes. */
const sentences = (texts) => (texts.length ? [h("ul", {}, ...texts.map((text) => h("li", {}, h("bdi", {}, said(text)))))] : []);

function showResult() {
  trouble("check-trouble", check.problem ? said(check.problem.detail) : null);
  // What cannot be done is not offered.
  byId("import").disabled = Boolean(check.problem);
  byId("import-words").textContent = check.problem ? word("import_cannot") : "";
  const parts = check.table ? tableParts(check.table) : check.labels ? labelParts(check.labels) : [];
  byId("result").replaceChildren(...parts);
  byId("undo-switch").hidden = !check.labels?.emptied.length;
}

function source(result) {
  const rows = plural("import_rows", result.rowCount);
  const format = saidShortly(result.format);
  const text = result.emptyRowCount > 0 ? word("import_source_empty", { format, rows, empty: number(result.emptyRowCount) }) : word("import_source", { format, rows });
  return h("p", { class: "small", text });
}

function tableParts(result) {
  const shown = result.changedColumns.slice(0, 4).map(({ column }) => column || word("import_no_name")).join(", ");
  const further = result.changedColumns.length - 4;
  const columns = further > 0 ? plural("import_changed_more", further, { columns: shown }) : shown;
  const labels = result.labels;
  return [
    source(result),
    countTable([
      [result.newCount, word("import_new"), true],
      [result.changedCount, columns ? word("import_changed_in", { columns }) : word("import_changed"), true],
      [result.unchangedCount, word("import_unchanged"), true],
      [result.absentCount, word("import_absent")],
      [labels.newCount, word("import_labels", { yes: number(labels.yesCount), no: number(labels.noCount) }), labels.yesCount + labels.noCount > 0],
      [result.duplicates.exactCount, word("import_exact")],
      [result.duplicates.nearCount, word("import_near")],
    ]),
    ...sentences([...result.warnings, ...result.cleaning.warnings]),
    columnTable(result.cleaning.columns),
  ];
}

/** Rules whose example ends with words of the program, behind the text that was read. */
const worded = new Set(["yes", "no", "JSON list", "Python list", "values between separators", "one value"]);
const example = (rule) => (worded.has(rule.name) ? saidShortly(rule.example) : rule.example);

function columnTable(columns) {
  const rows = columns.map((column, place) => {
    // The answers and the observation come first, under names of the program's.
    const field = place < 2 && ["label", "observed"].includes(column.field) ? saidShortly(column.field) : column.field;
    const examples = column.unreadExamples.slice(0, 3).map((example) => `“${example.text}”`).join(", ");
    const unread = column.unreadCount === 0 ? "–" : word("import_such_as", { count: number(column.unreadCount), examples });
    const rules = column.rules.map((rule) => `${saidShortly(rule.name)} (${number(rule.count)}): ${example(rule)}`).join("; ");
    return h("tr", {}, h("th", { scope: "row" }, isolated(field)), h("td", {}, isolated(column.column || word("import_no_name"))), h("td", {}, isolated(rules || "–")), h("td", { class: "num", text: number(column.missingCount) }), h("td", {}, isolated(unread)));
  });
  const heads = ["", word("import_column"), word("import_read_as"), word("import_missing"), word("import_unread")];
  const hasUnread = columns.some((column) => column.unreadCount > 0);
  return h("details", { open: hasUnread }, h("summary", { text: word("import_columns") }), h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": word("import_columns") }, h("table", {}, h("thead", {}, h("tr", {}, ...heads.map((text) => (text ? h("th", { text }) : h("td"))))), h("tbody", {}, ...rows))));
}

const total = (answers) => answers.yes + answers.no + answers.unsure + answers.skip;

function labelParts(result) {
  const kinds = (answers) => Object.fromEntries(Object.entries(answers).map(([kind, many]) => [kind, number(many)]));
  const parts = [
    source(result),
    countTable([
      [total(result.newAnswers), word("import_answers", kinds(result.newAnswers)), true],
      [total(result.changedAnswers), word("import_changed_answers", kinds(result.changedAnswers))],
      ...Object.keys(result.answersOfOthers).sort().map((name) => [result.answersOfOthers[name], word("import_answers_of", { name })]),
      [result.undoneCount, word("import_undone")],
      [result.unchangedCount, word("import_same")],
      [result.blankCount, word("import_blank")],
      [result.emptied.filter((row) => !row.isUndone).length, word("import_emptied")],
      [result.matchedByTitle.length, word("import_by_title")],
      [result.unusable.length, word("import_unusable")],
      [result.lostNotes.length, word("import_lost_notes")],
      [result.lostAnnotators.length, word("import_lost_annotators")],
    ]),
    ...sentences(result.warnings),
  ];
  if (result.unusable.length > 0) {
    const rows = result.unusable.slice(0, 100).map((row) => h("li", {}, h("bdi", {}, ...wordParts("import_record", { record: number(row.record), reason: said(row.reason) }))));
    parts.push(h("details", { open: true }, h("summary", { text: word("import_unusable_rows") }), h("ul", {}, ...rows)));
  }
  return parts;
}

// MARK: Conflicts

const conflicts = () => check?.table?.labels.conflicts ?? check?.labels?.conflicts ?? [];
const rule = () => document.querySelector("input[name=rule]:checked")?.value;

/** The answer in this language. */
const answerWord = (answer) => (["yes", "no", "unsure", "skip", "disputed"].includes(answer) ? word(`import_answer_${answer}`) : answer);

function showConflicts() {
  byId("conflict-card").hidden = check.conflictCount === 0;
  if (check.conflictCount === 0) return;
  byId("conflict-title").textContent = plural("import_conflicts", check.conflictCount);
  const isCut = check.conflictCount > conflicts().length;
  byId("conflict-more").hidden = !isCut;
  byId("conflict-more").textContent = word("import_conflicts_more", { shown: number(conflicts().length) });
  byId("rule-ask").hidden = isCut;
  byId("conflicts").replaceChildren(...conflicts().map((conflict) => {
    const select = h("select", { "data-id": conflict.id, "aria-label": word("import_choose", { title: conflict.title }) }, h("option", { value: "", text: "–" }), h("option", { value: "ours", text: word("import_ours") }), h("option", { value: "theirs", text: word("import_theirs") }));
    return h("tr", {}, h("td", { text: number(conflict.record) }), h("td", {}, isolated(conflict.title)), h("td", {}, isolated(`${answerWord(conflict.ours)} (${conflict.oursBy})`)), h("td", { text: answerWord(conflict.theirs) }), h("td", { "data-choice": "" }, select));
  }));
  followRule();
}

/** Shows the choices of rows only where rows are decided one by one. */
function followRule() {
  const isByHand = rule() === "ask";
  byId("conflict-choice").hidden = !isByHand;
  for (const cell of document.querySelectorAll("[data-choice]")) cell.hidden = !isByHand;
  byId("import-words").textContent = "";
}

/** The decisions on rows, by item. */
function decisions() {
  const answers = {};
  for (const select of byId("conflicts").querySelectorAll("select")) if (select.value) answers[select.dataset.id] = select.value;
  return answers;
}

// MARK: Importing

async function run() {
  const wishes = { kind: check.kind, emptyIsUndo: byId("empty-is-undo").checked };
  if (check.recipe.isReplaceable && check.kind === "table") wishes.recipe = byId("recipe").value;
  if (check.conflictCount > 0) {
    if (!rule()) {
      byId("import-words").textContent = word("import_decide");
      document.querySelector("input[name=rule]").focus();
      return;
    }
    wishes.onConflict = rule();
    if (rule() === "ask") {
      wishes.answers = decisions();
      const open = conflicts().filter((conflict) => !(conflict.id in wishes.answers)).length;
      if (open > 0) return void (byId("import-words").textContent = word("import_decide_each", { count: number(open) }));
    }
  }
  byId("import").disabled = true;
  trouble("check-trouble", null);
  try {
    tell(await call(`/imports/${check.id}/run`, wishes));
  } catch (error) {
    trouble("check-trouble", reason(error));
    byId("import").disabled = false;
  }
}

/** Shows how far a job is, and what came of it. */
function follow(told) {
  job = told;
  if (job.state === "running") {
    const share = job.share ?? 0;
    work(job.step ? word("import_running", { name: check?.name ?? "", share: percent(share), seconds: number(Math.round(job.seconds)) }) : word("import_busy"), share);
    return;
  }
  work(null);
  byId("import").disabled = false;
  if (job.state === "done") return finish(job.result);
  const parts = job.state === "cancelled" ? [word("import_cancelled")] : wordParts("import_failed", { reason: said(job.problem?.detail ?? "") });
  trouble(check ? "check-trouble" : "upload-trouble", ...parts);
}

function finish(result) {
  check = null;
  forget();
  const parts = [];
  if (result.table) {
    const { newCount, changedCount, unchangedCount, labels, warnings } = result.table;
    parts.push(h("p", { text: word("import_stored_table", { name: result.name, new: number(newCount), changed: number(changedCount), unchanged: number(unchangedCount) }) }));
    if (labels.newCount > 0) parts.push(h("p", { text: plural("import_stored_answers", labels.newCount) }));
    parts.push(...sentences(warnings));
  } else {
    const { newAnswers, changedAnswers } = result.labels;
    parts.push(h("p", { text: word("import_stored_labels", { name: result.name, new: number(total(newAnswers)), changed: number(total(changedAnswers)) }) }));
  }
  parts.push(h("p", { class: "tools" }, h("a", { class: "button yes", href: "/", text: word("import_to_label") }), h("a", { class: "button", href: "/rounds", text: word("import_to_rounds") })));
  byId("done").replaceChildren(...parts);
  refresh(["claim", "export"]).catch(() => {});
  byId("done").hidden = false;
  byId("done").focus();
}

// MARK: Events

byId("file").addEventListener("change", (event) => {
  const [file, ...others] = event.target.files;
  if (file) send(file, others.length);
  event.target.value = "";
});

const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
for (const name of ["dragenter", "dragover"]) {
  addEventListener(name, (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    byId("drop").classList.add("over");
  });
}
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) byId("drop").classList.remove("over");
});
addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  byId("drop").classList.remove("over");
  const folder = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).find((entry) => entry?.isDirectory);
  if (folder) return trouble("upload-trouble", word("import_folder", { name: folder.name }));
  const [file, ...others] = event.dataTransfer.files;
  if (file) send(file, others.length);
});

byId("work-cancel").addEventListener("click", async () => {
  if (sending) {
    sending.wasAborted = true;
    return sending.abort();
  }
  const running = looking?.job ?? (job?.state === "running" ? job.id : undefined);
  try {
    if (running !== undefined) await call(`/jobs/${running}/cancel`, {});
  } catch (error) {
    banner(reason(error));
  }
});
byId("kind-switch").addEventListener("click", () => lookAgain({ kind: check.kind === "table" ? "labels" : "table" }));
for (const id of ["column-title", "column-key", "column-label"]) {
  byId(id).addEventListener("change", () => {
    if (isEdited()) putAside = byId("recipe").value;
    const title = chosen("column-title");
    lookAgain({ columns: { key: chosen("column-key"), label: chosen("column-label"), ...(title === null ? {} : { title }) } });
  });
}
byId("recipe-check").addEventListener("click", () => lookAgain({ recipe: byId("recipe").value }));
byId("recipe-back").addEventListener("click", () => {
  byId("recipe").value = putAside;
  putAside = null;
  lookAgain({ recipe: byId("recipe").value });
});
byId("conflict-rules").addEventListener("change", followRule);
byId("empty-is-undo").addEventListener("change", (event) => lookAgain({ emptyIsUndo: event.target.checked }));
byId("import").addEventListener("click", run);
byId("forget").addEventListener("click", () => {
  forget();
  byId("file").focus();
});

const tell = followJobs(["import", "check"], (told) => (told.kind === "check" ? followLook(told) : follow(told)));
if (job) tell(job);
const kept = location.hash.slice(1);
if (/^[0-9a-f]{32}$/.test(kept)) {
  call(`/imports/${kept}`).then((found) => (found.job ? look(found) : show(found)), () => history.replaceState(null, "", location.pathname));
}
