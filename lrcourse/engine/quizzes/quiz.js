// The quiz in the page. The answer logic (readNumber, judge) is separate from the drawing, and needs no kernel.
// Whatever is set as HTML comes from the Markdown renderer, which escapes it.

/* global make, token, minus, keepKeys */

/** The number a learner typed: {value}, or {say} with what to change. A decimal comma, fraction or unit is fine. */
export function readNumber(text, unit = "") {
  let typed = text.trim().replace(/[−–]/g, "-").replace(/\s+/g, " ");
  if (typed === "") return { say: "Type a number first." };
  if (unit && typed.toLowerCase().endsWith(unit.toLowerCase())) typed = typed.slice(0, -unit.length).trim();
  let share = 1;
  if (typed.endsWith("%")) {
    typed = typed.slice(0, -1).trim();
    share = unit === "%" ? 1 : 100;
  }
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+$/.test(typed)) {
    const [whole, point] = [typed.replace(/,/g, ""), typed.replace(",", ".")];
    const meant = point.includes(",") ? `Type it as ${whole}.` : `Type it as ${whole} or as ${point}.`;
    return { say: `The comma in ${typed} may be a decimal comma or a thousands separator. ${meant}` };
  }
  const one = String.raw`[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?`;
  const parts = typed.match(new RegExp(`^(${one})(?: ?/ ?(${one}))?$`));
  if (!parts) return { say: `“${text.trim()}” is not a number. Type it in digits, for example 0.25, −3 or 1e-4.` };
  const [top, bottom] = [parts[1], parts[2] ?? "1"].map((part) => Number(part.replace(",", ".")));
  const value = top / bottom / share;
  return Number.isFinite(value) ? { value } : { say: "That is not a finite number. Type one in digits." };
}

/**
 * What an answer is worth. given: indices of the chosen options, or the text typed.
 * {say}: nothing to judge yet. Else {right, word, reasons: [{right, html}]}.
 */
export function judge(question, given) {
  return question.kind === "number" ? judgeNumber(question, given) : judgeChoice(question, given);
}

function judgeNumber(question, given) {
  const { value, say } = readNumber(given, question.unit);
  if (say) return { say };
  const near = (goal) => Math.abs(value - goal) <= question.tolerance + 1e-9 * Math.max(1, Math.abs(goal));
  if (near(question.answer)) return { right: true, word: "Right.", reasons: [{ right: true, html: question.why }] };
  const trap = question.traps.find(({ answer }) => near(answer));
  if (trap) return { right: false, word: "Not yet.", reasons: [{ right: false, html: trap.why }] };
  return { right: false, word: `Not yet. It is not ${minus(String(Number(value.toPrecision(6))))}. Work it through once more.`, reasons: [] };
}

function judgeChoice(question, given) {
  if (given.length === 0) return { say: question.kind === "one" ? "Choose an answer first." : "Choose at least one answer first." };
  const chosen = given.map((index) => question.options[index]);
  const missing = question.options.filter((option) => option.right && !chosen.includes(option)).length;
  const wrong = chosen.filter((option) => !option.right).length;
  const right = missing === 0 && wrong === 0;
  let word = right ? "Right." : "Not yet.";
  if (!right && wrong === 0) word = "Not yet. What you chose is right, but something is missing.";
  const reasons = chosen.map((option) => ({ right: !!option.right, html: option.why, letter: option.letter }));
  return { right, word, reasons };
}

/** The line under the questions. */
export function score(questions, answers) {
  const done = questions.filter((question) => answers[question.id]);
  if (done.length < questions.length) return `${done.length} of ${questions.length} answered.`;
  const count = (field) => done.filter((question) => answers[question.id][field]).length;
  const [first, passed] = [count("first"), count("passed")];
  if (first === done.length) return `All ${done.length} right on the first try.`;
  const more = passed < done.length ? " Try the open ones again." : "";
  return `${first} of ${done.length} right on the first try, ${passed} of ${done.length} by now.${more}`;
}

/** How the questions on each topic went on the first try; null until all are answered. */
export function summary(content, answers) {
  if (content.topics.length === 0 || content.questions.some((question) => !answers[question.id])) return null;
  return content.topics.map((topic) => {
    const own = content.questions.filter((question) => question.topic === topic.id);
    const right = own.filter((question) => answers[question.id].first).length;
    return { ...topic, right, of: own.length, fine: right === own.length };
  });
}

const sign = (right) => make("span", { className: "lrq-sign", "aria-hidden": "true" }, right ? "✓" : "✗");

/** What a screen reader should call an option: its text, with formulas in words (a fraction is not "1 2"). */
export function spoken(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  const part = (index) => spoken(node.children[index]).trim();
  switch (node.localName) {
    case "mfrac": return ` ${part(0)} over ${part(1)} `;
    case "msub": case "munder": return ` ${part(0)} sub ${part(1)} `;
    case "msup": return ` ${part(0)} to the power ${part(1)} `;
    case "msubsup": case "munderover": {
      const sum = node.children[0].localName === "mo"; // a sum runs from .. to, a letter has an index and a power
      return ` ${part(0)} ${sum ? "from" : "sub"} ${part(1)} ${sum ? "to" : "to the power"} ${part(2)} `;
    }
    case "mspace": return " ";
    default: {
      const words = [...node.childNodes].map(spoken).join("");
      if (node.localName === "mo") return ` ${words} `;
      return node.localName === "msqrt" ? ` root of ${words} ` : words;
    }
  }
}

/** The controls of one question: {element, read(), write(given)}. */
function choices(question, id) {
  const type = question.kind === "one" ? "radio" : "checkbox";
  const inputs = question.options.map((option, index) => make("input", { type, name: id, value: String(index), id: `${id}-${index}` }));
  const rows = question.options.map((option, index) =>
    make("label", { className: "lrq-option", htmlFor: `${id}-${index}` },
      inputs[index],
      make("span", { className: "lrq-letter", "aria-hidden": "true" }, `${option.letter}.`),
      make("span", { className: "lrq-text", innerHTML: option.text })));
  rows.forEach((row, index) => inputs[index].setAttribute("aria-label", spoken(row.lastChild).replace(/\s+/g, " ").trim()));
  return {
    element: make("div", { className: "lrq-options" }, ...rows),
    read: () => inputs.flatMap((input, index) => (input.checked ? [index] : [])),
    write: (given) => inputs.forEach((input, index) => { input.checked = given.includes(index); }),
  };
}

function number(question, id) {
  const input = make("input", { type: "text", id: `${id}-number`, autocomplete: "off", spellcheck: false, "aria-describedby": `${id}-say` });
  const element = make("label", { className: "lrq-number", htmlFor: `${id}-number` }, "Your answer ", input, question.unit ? ` ${question.unit}` : "");
  return { element, read: () => input.value, write: (given) => { input.value = given; } };
}

/** The verdict on an answer, with the reason for each chosen option. */
function verdict(question, answer) {
  const { right, word, reasons } = judge(question, answer.given);
  const one = reasons.length === 1;
  const items = reasons.map((reason) =>
    make("div", { className: `lrq-reason ${reason.right ? "lrq-right" : "lrq-wrong"}` },
      ...(one ? [] : [sign(reason.right), make("span", { className: "lrq-letter" }, `${reason.letter}. ${reason.right ? "belongs." : "does not belong."}`)]),
      make("div", { className: "lrq-text", innerHTML: reason.html })));
  const box = make("div", { className: `lrq-verdict ${right ? "lrq-right" : "lrq-wrong"}` },
    make("strong", { className: "lrq-word" }, sign(right), ` ${word}`), ...items);
  const more = right ? others(question, answer.given) : answer.tries >= 3 && question.kind === "number" ? reveal(question) : null;
  if (more) box.append(more);
  return box;
}

function others(question, given) {
  const left = (question.options ?? []).filter((option, index) => !given.includes(index));
  if (left.length === 0) return null;
  const items = left.map((option) => make("div", { className: "lrq-reason" },
    make("span", { className: "lrq-letter" }, `${option.letter}.`), make("div", { className: "lrq-text", innerHTML: option.why })));
  return make("details", {}, make("summary", {}, left.length === 1 ? "Why not the other?" : "Why not the others?"), ...items);
}

function reveal(question) {
  const unit = question.unit ? ` ${question.unit}` : "";
  return make("details", {}, make("summary", {}, "Show the answer"),
    make("div", { className: "lrq-reason" }, make("strong", {}, `${minus(String(question.answer))}${unit}`), make("div", { className: "lrq-text", innerHTML: question.why })));
}

function ask(model, question, place, count, root) {
  const id = `${root}-${question.id}`;
  const controls = question.kind === "number" ? number(question, id) : choices(question, id);
  const say = make("div", { className: "lrq-say", id: `${id}-say`, role: "status" });
  const legend = model.get("content").predict ? "Predict first, then run the next cell" : `Question ${place} of ${count}`;
  const how = question.kind === "many" ? make("p", { className: "lrq-how" }, "Choose all that are right.") : "";
  const form = make("form", { noValidate: true }, controls.element, make("button", { type: "submit", className: "lrq-check" }, "Check"), say);
  const element = make("fieldset", { className: "lrq-question", "aria-labelledby": `${id}-legend ${id}-text` },
    make("legend", { id: `${id}-legend` }, legend), make("div", { className: "lrq-text", id: `${id}-text`, innerHTML: question.text }), how, form);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = controls.read();
    const result = judge(question, given);
    if (result.say) {
      say.replaceChildren(result.say);
      return;
    }
    const was = model.get("answers")[question.id] ?? { tries: 0, first: result.right, passed: false };
    const answer = { given, tries: was.tries + 1, first: was.first, passed: was.passed || result.right };
    model.set("answers", { ...model.get("answers"), [question.id]: answer });
    try {
      model.save_changes();
    } catch (error) {
      console.warn("The quiz could not tell the kernel; it goes on without it.", error);
    }
  });
  form.addEventListener("input", () => say.replaceChildren()); // a verdict belongs to the answer it judged

  let shown = null;
  const show = () => {
    const answer = model.get("answers")[question.id];
    if (!answer || JSON.stringify(answer) === shown) return;
    shown = JSON.stringify(answer);
    controls.write(answer.given);
    say.replaceChildren(verdict(question, answer));
  };
  return { element, show };
}

/** The topics, and what to read again. */
function topics(lines) {
  const rows = lines.map((line) => make("li", { className: line.fine ? "lrq-right" : "lrq-wrong" },
    make("strong", { className: "lrq-word" }, sign(line.fine), ` ${line.title}: ${line.right} of ${line.of}. `),
    line.fine ? "You are ready." : make("span", { className: "lrq-text", innerHTML: line.brush_up })));
  return [make("p", {}, "What your first answers say:"), make("ul", { className: "lrq-topics" }, ...rows)];
}

function render({ model, el, signal }) {
  const content = model.get("content");
  const root = `lrq-${token()}`; // ids must differ between two views of one quiz
  const count = content.questions.length;
  const asked = content.questions.map((question, index) => ask(model, question, index + 1, count, root));
  const total = make("p", { className: "lrq-score" });
  const report = make("div", { className: "lrq-report" });
  const end = make("div", { className: "lrq-end", role: "status" }, total, report);
  const box = make("section", { className: "lrq", "aria-label": `Quiz: ${content.title}` });
  if (!content.predict) box.append(make("p", { className: "lrq-title" }, `Quiz: ${content.title}`));
  box.append(...asked.map((question) => question.element));
  if (!content.predict) box.append(end);

  const update = () => {
    asked.forEach((question) => question.show());
    total.textContent = score(content.questions, model.get("answers"));
    const lines = summary(content, model.get("answers"));
    if (lines) report.replaceChildren(...topics(lines));
  };
  keepKeys(box, signal);
  model.on("change:answers", update);
  update();
  el.append(box);
  return () => model.off("change:answers", update);
}

export default { render };
