// What both lab bases share in the page: the controls, their keyboard, the words, and one request at a time.

let count = 0;
const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
};
const minus = (text) => text.replace("-", "\u2212");

// -- the controls ------------------------------------------------------------------------------------------------

const LOG_POSITIONS = 120;

// Number shown for a slider: fixed digits, or significant ones on a logarithmic scale; commas from 10,000 on.
function shown(spec, value) {
  const plain = spec.log ? String(Number(value.toPrecision(spec.digits))) : value.toFixed(spec.digits);
  const text = /^-?\d{5,}$/.test(plain) ? plain.replace(/\B(?=(\d{3})+$)/g, ",") : plain;
  const unit = spec.unit && (/^[°%]/.test(spec.unit) ? spec.unit : "\u202f" + spec.unit);
  return minus(text) + unit;
}

function slider(spec, id, changed) {
  const { log, low, high, zero } = spec;
  const position = (value) => !log ? value : zero && value === 0 ? -1 : Math.round(LOG_POSITIONS * Math.log(value / low) / Math.log(high / low));
  const value = (at) => zero && at < 0 ? 0 : Number((log ? low * (high / low) ** (at / LOG_POSITIONS) : at).toPrecision(12));
  const input = make("input", { type: "range", id, className: "lr-input" });
  input.min = log ? -Number(zero) : low;
  input.max = log ? LOG_POSITIONS : high;
  input.step = log ? 1 : spec.step;
  const output = make("output", { htmlFor: id });
  const width = Math.max(...[low, high, -spec.step || 0].map((v) => shown(spec, v).length), log ? spec.digits + 5 : 0);
  output.style.minWidth = `${width}ch`;
  const tell = (v) => {
    output.textContent = shown(spec, v);
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => {
    const v = value(Number(input.value));
    tell(v);
    changed(v);
  });
  return { nodes: [output, input], show: (v) => { input.value = position(v); tell(v); } };
}

function choice(spec, id, changed) {
  const input = make("select", { id, className: "lr-input" }, ...spec.options.map((text) => make("option", { value: text }, text)));
  input.addEventListener("change", () => changed(input.value));
  return { nodes: [input], show: (v) => { input.value = v; } };
}

function toggle(spec, id, changed) {
  const input = make("input", { type: "checkbox", id, className: "lr-input" });
  input.addEventListener("change", () => changed(input.checked));
  return { nodes: [input], show: (v) => { input.checked = v; } };
}

// Sent when the typing pauses, at Enter, and when the reader leaves the box. What is not sent yet is never overwritten.
function text(spec, id, changed) {
  const kind = spec.lines > 1 ? ["textarea", { rows: spec.lines }] : ["input", { type: "text" }];
  const input = make(kind[0], {
    ...kind[1], id, className: "lr-input", maxLength: spec.longest, spellcheck: false, autocapitalize: "off", autocomplete: "off",
  });
  let known = spec.value, timer = null; // what Python knows of
  const send = () => {
    clearTimeout(timer);
    timer = null;
    if (input.value !== known) changed(known = input.value);
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(send, 400); });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter" && spec.lines === 1) send(); });
  input.addEventListener("change", send); // leaving the box
  // JupyterLab would take an undo in here for one in the notebook, and forbid it.
  input.addEventListener("beforeinput", (event) => { if (event.inputType.startsWith("history")) event.stopImmediatePropagation(); });
  return { nodes: [input], show: (v) => { if (timer === null && v !== input.value) input.value = v; known = v; } };
}

// Builds all controls; returns { node, show(values), blame(name, words) }, the last of which writes an error beside one
// of them, or beside none. `changed(values, reset)` hears every move of the hand.
function controls(specs, first, changed) {
  let values = { ...first };
  const node = make("div", { className: "lr-controls" });
  const rest = make("div", { className: "lr-controls" });
  const parts = {};
  for (const spec of specs) {
    const id = `lr-${count++}`;
    const part = { Slider: slider, Choice: choice, Toggle: toggle, Text: text }[spec.kind](spec, id, (value) => {
      values = { ...values, [spec.name]: value };
      changed(values);
    });
    const note = make("span", { className: "lr-help", id: `${id}-help`, ariaLive: "polite" });
    part.nodes.at(-1).setAttribute("aria-describedby", note.id);
    parts[spec.name] = { ...part, note };
    const box = make("div", { className: `lr-control lr-${spec.kind}` }, make("label", { htmlFor: id }, spec.label), ...part.nodes, note);
    if (spec.kind === "Toggle") box.prepend(...part.nodes);
    box.dataset.name = spec.name;
    (spec.more ? rest : node).append(box);
  }
  const show = (fresh) => {
    values = { ...fresh };
    for (const [name, part] of Object.entries(parts)) part.show(values[name]);
  };
  if (specs.length) {
    const reset = make("button", { type: "button", className: "lr-reset", title: "everything back to where it began" }, "Reset");
    reset.addEventListener("click", () => {
      show(Object.fromEntries(specs.map((spec) => [spec.name, spec.value])));
      changed(values, true);
    });
    if (rest.children.length) node.append(make("details", { className: "lr-more" }, make("summary", {}, "more"), rest));
    node.append(reset);
  }
  node.classList.toggle("lr-tight", specs.filter((spec) => !spec.more).length > 5);
  const blame = (name, words) => {
    for (const spec of specs) {
      const { nodes, note } = parts[spec.name], wrong = spec.name === name, said = wrong ? words : spec.help;
      if (note.textContent !== said) note.textContent = said;
      note.classList.toggle("lr-error", wrong);
      nodes.at(-1).setAttribute("aria-invalid", wrong);
    }
  };
  show(values);
  blame();
  return { node, show, blame };
}

// -- the frame around a lab ----------------------------------------------------------------------------------------

// Jupyter's own shortcuts (arrows move between cells, "d d" deletes one) must not fire while a control has the focus.
// JupyterLab listens above us, so an event that stops here never gets there. Notebook 7 listens before us, but minds
// an attribute on what has the focus. Keys with Ctrl or Cmd, and Shift+Enter, are theirs; but in a text box Ctrl+Z and
// its like are ours.
function keepKeys(root, signal) {
  const theirs = (event) => {
    const edits = /^text/.test(event.target.type) && /^([acvxyz]|Arrow.*|Backspace|Delete|Home|End)$/i.test(event.key);
    return !edits && (event.ctrlKey || event.metaKey || (event.shiftKey && event.key === "Enter"));
  };
  const mark = (event) => {
    if (root.contains(event.target)) event.target.toggleAttribute("data-lm-suppress-shortcuts", !theirs(event));
  };
  const keep = (event) => { if (!theirs(event)) event.stopPropagation(); };
  window.addEventListener("keydown", mark, { capture: true, signal });
  root.addEventListener("keydown", keep);
  root.addEventListener("keyup", keep);
}

// Whether the text is light on dark, from the colours in force; `listen` is called when the theme changes.
function isDark(root) {
  const [r, g, b] = getComputedStyle(root).backgroundColor.match(/[\d.]+/g).map(Number);
  return 0.3 * r + 0.6 * g + 0.1 * b < 115;
}
function followTheme(root, signal, listen) {
  const look = () => {
    if (!root.isConnected) return; // taken out of the page since it was asked: it has no colours any more
    root.classList.toggle("lr-dark", isDark(root));
    listen();
  };
  const later = () => requestAnimationFrame(() => requestAnimationFrame(look));
  const observer = new MutationObserver(later);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-jp-theme-name", "data-vscode-theme-id"] });
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", later);
  signal.addEventListener("abort", () => { observer.disconnect(); query.removeEventListener("change", later); });
  later();
}

const SILENT = "No answer from Python for 5 seconds. If a cell is still running, wait for it. Otherwise run this cell again.";

// What must not be lost while Python is busy; of all else only the newest counts.
const mustArrive = (message) => message.reset || "strike" in message || ["click", "drop"].includes(message.gesture?.kind);

// Sends requests one at a time; the others wait.
function courier(model, silent) {
  const waiting = [];
  let asked = null, timer = null;
  const next = () => {
    const message = waiting.shift();
    asked = Math.random().toString(36).slice(2);
    timer = setTimeout(() => { asked = null; silent(!("width" in message)); }, 5000); // nobody asked for the width by hand
    model.send({ ...message, ask: asked });
  };
  return {
    ask(message) {
      const last = waiting.at(-1), overtakes = !mustArrive(message) || message.gesture?.kind === "drop"; // a drop ends a drag
      if (last && overtakes && !mustArrive(last)) Object.assign(last, message);
      else waiting.push({ ...message });
      if (!asked) next();
    },
    busy: () => asked !== null,
    // Call at every answer; true if the page has nothing newer to ask.
    answered(mark) {
      silent(false);
      if (asked && mark !== asked) return false; // another view's answer
      clearTimeout(timer);
      asked = null;
      if (waiting.length) next();
      return !asked;
    },
    stop: () => clearTimeout(timer),
  };
}

// Title, controls, a place for the picture, words. Returns the parts and the courier.
function frame(model, el, signal) {
  const root = make("section", { className: "lr-lab", ariaLabel: model.get("title") });
  const words = make("p", { className: "lr-words", ariaLive: "polite" });
  if (model.get("_lines")) words.style.setProperty("--lr-lines", model.get("_lines"));
  const body = make("div", { className: "lr-body" });
  let mute = false;
  const say = (text) => {
    const blamed = model.get("_blamed"), error = blamed ? "" : model.get("error");
    panel.blame(blamed, model.get("error"));
    const said = mute ? SILENT : error || text;
    if (words.textContent !== said) words.textContent = said;
    words.classList.toggle("lr-error", Boolean(mute || error));
  };
  const post = courier(model, (on) => { mute = on; if (on) say(""); });
  const panel = controls(model.get("controls"), model.get("_values"), (values, reset) => post.ask(reset ? { values, reset } : { values }));
  root.append(make("div", { className: "lr-title", role: "heading", ariaLevel: "3" }, model.get("title")), panel.node, body, words);
  keepKeys(root, signal);
  el.append(root);
  const adopt = () => panel.show(model.get("_values"));
  model.on("change:_values", () => { if (!post.busy()) adopt(); });
  model.on("change:_answered", () => { if (post.answered(model.get("_answered"))) adopt(); });
  signal.addEventListener("abort", post.stop);
  return { root, body, words, say, post };
}
