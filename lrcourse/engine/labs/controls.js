// The controls of a lab: sliders, choices, toggles, boxes to type into, and buttons.

/* global make, token, minus */
/* exported controls */

// The number shown for a slider: fixed digits, or significant ones on a logarithmic scale; commas from 10,000 upwards.
function shown(spec, value) {
  const plain = spec.stops ? String(value) : spec.log ? String(Number(value.toPrecision(spec.digits))) : value.toFixed(spec.digits);
  const text = /^-?\d{5,}$/.test(plain) ? plain.replace(/\B(?=(\d{3})+$)/g, ",") : plain;
  const unit = spec.unit && (/^[°%]/.test(spec.unit) ? spec.unit : "\u202f" + spec.unit);
  return minus(text) + unit;
}

function slider(spec, id, changed) {
  const { log, low, high, zero, positions, stops } = spec;
  const far = (stop, value) => Math.abs(Math.log(stop / value));
  const nearest = (value) => stops.reduce((best, stop, at) => far(stop, value) < far(stops[best], value) ? at : best, 0);
  const position = (value) => stops ? nearest(value) : !log ? value : zero && value === 0 ? -1 : Math.round(positions * Math.log(value / low) / Math.log(high / low));
  const value = (at) => stops ? stops[at] : zero && at < 0 ? 0 : Number((log ? low * (high / low) ** (at / positions) : at).toPrecision(12));
  const input = make("input", { type: "range", id, className: "lr-input" });
  input.min = log ? -Number(zero) : low;
  input.max = stops ? stops.length - 1 : log ? positions : high;
  input.step = log ? 1 : spec.step;
  const output = make("output", { htmlFor: id, ariaLive: "off" }); // the slider announces its value itself
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

// All options at once: radio buttons, so that the arrow keys choose. Each has room for a tick.
function row(spec, id, changed) {
  const inputs = spec.options.map((text) => make("input", { type: "radio", name: id, value: text }));
  const ticks = inputs.map(() => make("span", { className: "lr-tick", ariaLabel: "done", role: "img" }, "✓"));
  for (const input of inputs) input.addEventListener("change", () => changed(input.value));
  const options = inputs.map((input, k) => make("label", { className: "lr-option" }, input, spec.options[k], ticks[k]));
  const node = make("div", { id, role: "radiogroup", ariaLabel: spec.label, className: "lr-buttons" }, ...options);
  const show = (v) => { for (const input of inputs) input.checked = input.value === v; };
  const tick = (done) => inputs.forEach((input, k) => ticks[k].classList.toggle("lr-done", done.includes(input.value)));
  return { nodes: [node], show, tick };
}

function toggle(spec, id, changed) {
  const input = make("input", { type: "checkbox", id, className: "lr-input" });
  input.addEventListener("change", () => changed(input.checked));
  return { nodes: [input], show: (v) => { input.checked = v; } };
}

// Sent when the typing pauses, on Enter, and when the reader leaves the box. Unsent text is never overwritten.
function textBox(spec, id, changed) {
  const kind = spec.lines > 1 ? ["textarea", { rows: spec.lines }] : ["input", { type: "text" }];
  const input = make(kind[0], {
    ...kind[1], id, className: "lr-input", maxLength: spec.longest, spellcheck: false, autocapitalize: "off", autocomplete: "off",
  });
  let known = spec.value, timer = null; // what Python knows about
  const send = () => {
    clearTimeout(timer);
    timer = null;
    if (input.value !== known) changed(known = input.value);
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(send, 400); });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter" && spec.lines === 1) send(); });
  input.addEventListener("change", send); // leaving the box
  // JupyterLab would mistake an undo in here for one in the notebook, and forbid it.
  input.addEventListener("beforeinput", (event) => { if (event.inputType.startsWith("history")) event.stopImmediatePropagation(); });
  return { nodes: [input], show: (v) => { if (timer === null && v !== input.value) input.value = v; known = v; } };
}

// Buttons have no value: each press is an event of its own.
function buttons(spec, id, pressed) {
  const press = (option) => {
    const button = make("button", { type: "button" }, option);
    button.addEventListener("click", () => pressed(option));
    return button;
  };
  const group = make("div", { id, role: "group", ariaLabel: spec.label, className: "lr-buttons" }, ...spec.options.map(press));
  group.classList.toggle("lr-toggles", spec.toggles);
  const others = () => [...group.children].slice(spec.options.length);
  const tick = (on) => {
    for (const button of others()) if (!on.includes(button.textContent)) button.remove();
    const there = [...group.children].map((button) => button.textContent);
    group.append(...on.filter((option) => !there.includes(option)).map(press));
    for (const button of group.children) button.ariaPressed = on.includes(button.textContent);
  };
  return { nodes: [group], show: () => {}, ...(spec.toggles && { tick }) };
}

// Builds all controls; returns { node, reset, show(values), blame(name, words), tick(ticks) }: `reset` is a button, or
// null if there are no controls. `blame` writes an error beside one of them, or beside none, and `tick` ticks options
// off. `changed(values, reset)` hears about what the hand has moved, and nothing else; `pressed(name, option)` hears
// about buttons.
function controls(specs, first, changed, pressed) {
  const node = make("div", { className: "lr-controls" });
  const rest = make("div", { className: "lr-controls" });
  const parts = {};
  for (const spec of specs) {
    const id = `lr-${token()}`;
    const part = spec.kind === "Buttons" ? buttons(spec, id, (option) => pressed(spec.name, option))
      : { Slider: slider, Choice: spec.row ? row : choice, Toggle: toggle, Text: textBox }[spec.kind](spec, id, (value) => changed({ [spec.name]: value }));
    const note = make("span", { className: "lr-help", id: `${id}-help`, ariaLive: "polite" });
    part.nodes.at(-1).setAttribute("aria-describedby", note.id);
    parts[spec.name] = { ...part, note };
    const label = spec.kind === "Buttons" || spec.row ? make("span", { ariaHidden: "true" }, spec.label) : make("label", { htmlFor: id }, spec.label);
    const box = make("div", { className: `lr-control lr-${spec.kind}` }, label, ...part.nodes, note);
    if (spec.kind === "Toggle") box.prepend(...part.nodes);
    box.dataset.name = spec.name;
    box.classList.toggle("lr-row", Boolean(spec.row));
    box.classList.toggle("lr-long", Boolean(spec.row) && spec.options.join("").length > 60);
    (spec.more ? rest : node).append(box);
  }
  const show = (values) => {
    for (const [name, part] of Object.entries(parts)) part.show(values[name]);
  };
  let reset = null;
  if (specs.length) {
    reset = make("button", { type: "button", className: "lr-reset", title: "everything back to where it began" }, "Reset");
    reset.addEventListener("click", () => {
      const values = Object.fromEntries(specs.filter((spec) => "value" in spec).map((spec) => [spec.name, spec.value]));
      show(values);
      changed(values, true);
    });
    if (rest.children.length) node.append(make("details", { className: "lr-more" }, make("summary", {}, "more"), rest));
  }
  node.classList.toggle("lr-tight", specs.filter((spec) => !spec.more).length > 5);
  const blame = (name, words) => {
    for (const spec of specs) {
      const { nodes, note } = parts[spec.name], wrong = spec.name === name, said = wrong ? words : spec.help;
      if (wrong) note.closest("details")?.setAttribute("open", "");
      if (note.textContent !== said) note.textContent = said;
      note.classList.toggle("lr-error", wrong);
      if ("value" in spec) nodes.at(-1).setAttribute("aria-invalid", wrong);
    }
  };
  const tick = (ticks) => {
    for (const [name, part] of Object.entries(parts)) part.tick?.(ticks[name] ?? []);
  };
  show(first);
  blame();
  return { node, reset, show, blame, tick };
}
