// A lab that plays in the page: all the steps are here, and nothing is sent to Python while they are played.

/* global make, token, frame, followTheme, readFrames, fill, Plane, Curves, Bars, Scene */

const ICONS = {
  first: "M2 2h2v12H2zM14 2v12L5 8z",
  back: "M12 2v12L3 8z",
  play: "M4 2v12l9-6z",
  pause: "M3 2h4v12H3zM9 2h4v12H9z",
  ahead: "M4 2v12l9-6z M12 2h2v12h-2z",
};
function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// Buttons, a scrub bar, speed and loop over `steps()` steps. `show(step, playing)` draws; `rest()` hears when Play ends.
// `told(step)`: what the bar measures, and where the step is on it. `quickens`: Play begins slowly and gets faster.
const GATHERS = 4; // e^4 times faster at the end than at the beginning
function player(seconds, quickens, steps, told, show, rest) {
  let at = 0, playing = false, before = null, request = null;
  const button = (name, label, act) => {
    const node = make("button", { type: "button", ariaLabel: label, title: label }, icon(name));
    node.addEventListener("click", act);
    return node;
  };
  const last = () => steps() - 1;
  const id = `lr-${token()}`;
  const scrub = make("input", { type: "range", id, min: 0, step: 1, className: "lr-input" });
  const along = make("label", { htmlFor: id });
  const output = make("output", { htmlFor: id, ariaLive: "off" }); // nobody could listen to it while it plays
  const speed = make("select", { ariaLabel: "speed" }, ...[0.1, 0.25, 0.5, 1, 2, 4].map((v) => make("option", { value: v, selected: v === 1 }, `${v}\u00d7`)));
  const loop = make("input", { type: "checkbox" });

  const go = (step) => {
    at = Math.min(Math.max(step, 0), last());
    const shown = Math.round(at);
    scrub.value = shown;
    const [name, place] = told(shown);
    along.textContent = name;
    output.textContent = place;
    scrub.setAttribute("aria-valuetext", name === "step" ? `step ${shown} of ${last()}` : `${name} ${place}`);
    show(shown, playing);
  };
  const halt = () => {
    playing = false;
    cancelAnimationFrame(request);
    face("play", "Play");
  };
  const pause = () => {
    go(Math.round(at));
    halt();
    rest();
  };
  const tick = (time) => {
    if (!playing) return;
    if (before !== null) {
      const pace = quickens ? GATHERS * (at + last() / Math.expm1(GATHERS)) : last();
      const next = at + ((time - before) / 1000) * (pace / seconds) * Number(speed.value);
      if (next >= last() && !loop.checked) { at = last(); pause(); return; }
      go(next > last() ? 0 : next);
    }
    before = time;
    request = requestAnimationFrame(tick);
  };
  const play = () => {
    if (Math.round(at) >= last()) at = 0;
    playing = true;
    before = null;
    face("pause", "Pause");
    request = requestAnimationFrame(tick);
  };
  const toggle = make("button", { type: "button", className: "lr-play", ariaLabel: "play", title: "play" });
  const face = (name, text) => {
    toggle.replaceChildren(icon(name), text);
    toggle.ariaLabel = toggle.title = name;
  };
  face("play", "Play");
  toggle.addEventListener("click", () => (playing ? pause() : play()));
  const hold = (step) => { halt(); go(step); };
  scrub.addEventListener("input", () => hold(Number(scrub.value)));
  const node = make("div", { className: "lr-player", role: "group", ariaLabel: "player" },
    toggle,
    button("first", "to the first step", () => hold(0)),
    button("back", "one step back", () => hold(Math.round(at) - 1)),
    button("ahead", "one step ahead", () => hold(Math.round(at) + 1)),
    make("span", { className: "lr-scrub" }, along, scrub, output),
    make("label", {}, "speed", speed),
    make("label", {}, loop, "loop"));
  return {
    node,
    stop: () => cancelAnimationFrame(request),
    play: () => { if (!playing) play(); },
    pause: () => { if (playing) pause(); },
    // Keys for the whole lab, if no control wants them.
    key(name) {
      if (name === " ") { if (playing) pause(); else play(); }
      else if (name === "ArrowRight") hold(Math.round(at) + 1);
      else if (name === "ArrowLeft") hold(Math.round(at) - 1);
      else return false;
      return true;
    },
    // From the first step on; for readers who prefer no motion, only the first step is shown.
    begin() {
      hold(0);
      if (!matchMedia("(prefers-reduced-motion: reduce)").matches) play();
    },
    get step() { return Math.round(at); },
    get playing() { return playing; },
    // As it was when the lab opened: at rest, at one of the ends.
    reset(atEnd) {
      loop.checked = false;
      speed.value = 1;
      hold(atEnd ? last() : 0);
    },
    // New data: at the end if it was there, otherwise at the same step, or at the first.
    refit(atEnd, first) {
      scrub.max = last();
      output.style.minWidth = `${told(last())[1].length}ch`;
      go(atEnd ? last() : first ? 0 : at);
    },
  };
}

function render({ model, el, signal }) {
  const lab = frame(model, el, signal);
  const probe = make("span", { className: "lr-probe", hidden: true });
  const row = make("div", { className: "lr-panels" });
  const switches = make("div", { className: "lr-switches", role: "group", ariaLabel: "panels" });
  const runners = make("div", { className: "lr-switches lr-runners", role: "group", ariaLabel: "paths" });
  const stage = { root: lab.root, probe, colors: model.get("_colors"), frames: readFrames(model), step: 0, away: new Set(), swatches: [] };
  const off = new Set(); // titles of the panels that the reader has switched off
  let panels = [];

  stage.paint = () => panels.forEach((panel) => { if (!panel.node.hidden) panel.draw(stage.step); });

  // features . w + b on a grid, worked out once per step for all panels that want it.
  stage.activations = ({ features, w, b }, step) => {
    const key = `${features} ${w} ${b}`;
    const kept = stage.kept.get(key) ?? { a: new Float32Array(stage.frames.arrays[features].size / stage.frames.arrays[features].inner[2]) };
    if (kept.step === step) return kept.a;
    const phi = stage.frames.all(features), weights = stage.frames.at(w, step), bias = stage.frames.at(b, step)[0];
    for (let i = 0, j = 0; i < kept.a.length; i++) {
      let sum = bias;
      for (let d = 0; d < weights.length; d++, j++) sum += phi[j] * weights[d];
      kept.a[i] = sum;
    }
    stage.kept.set(key, Object.assign(kept, { step }));
    return kept.a;
  };

  const offer = () => {
    switches.replaceChildren("show", ...panels.map(({ spec, node }) => {
      const box = make("input", { type: "checkbox", checked: !off.has(spec.title) });
      node.hidden = !box.checked;
      box.addEventListener("change", () => {
        off[box.checked ? "delete" : "add"](spec.title);
        node.hidden = !box.checked;
      });
      return make("label", {}, box, spec.title);
    }));
  };
  // The paths with marks, where there are several, stand in one row for all panels; each can be hidden.
  const line = () => {
    const paths = new Map(panels.flatMap(({ spec }) => spec.layers ?? []).filter(({ mark, label }) => mark && label).map((layer) => [layer.mark, layer]));
    stage.swatches = [];
    runners.hidden = paths.size < 2;
    runners.replaceChildren(...[...paths].sort().map(([mark, { label, color }]) => {
      const box = make("input", { type: "checkbox", checked: !stage.away.has(mark) });
      box.addEventListener("change", () => {
        stage.away[box.checked ? "delete" : "add"](mark);
        stage.paint();
      });
      stage.swatches.push([box, color]);
      return make("label", {}, box, `${mark} ${label}`);
    }));
  };
  const words = (playing = control.playing) => {
    lab.words.ariaLive = playing ? "off" : "polite"; // a screen reader cannot follow sixty steps a second
    const filled = (template) => stage.frames.steps ? fill(template, stage.frames, stage.step) : "";
    lab.say(filled(model.get("_template")));
    lab.count(filled(model.get("_large")), filled(model.get("_number")));
  };
  const told = (step) => {
    const [name, template] = model.get("_counted");
    return [name, fill(template, stage.frames, step)];
  };
  const control = player(model.get("_seconds"), model.get("_quickens"), () => stage.frames.steps, told, (step, playing) => {
    stage.step = step;
    stage.paint();
    words(playing);
  }, () => lab.tell(/^Step \d/.test(lab.words.textContent) ? lab.words.textContent : `Step ${stage.step} of ${stage.frames.steps - 1}. ${lab.words.textContent}`));
  stage.tell = lab.tell;
  stage.busy = () => lab.post.busy();
  // A control that the hand moves in the picture, which follows at once, with or without Python.
  stage.lead = (values) => {
    lab.show(values);
    lab.post.ask({ values }, { quiet: true });
  };
  // A drag is overtaken by the next one, and by the drop that ends it.
  let begins = false; // once Python has answered a click that is a new beginning
  stage.gesture = (panel, kind, index, x, y) => {
    begins = kind === "click" && panel.spec.plays;
    lab.post.ask({ gesture: { panel: panels.indexOf(panel), kind, index, x, y } }, { keep: kind !== "drag", overtakes: kind !== "click" });
  };

  const beginsAtEnd = model.get("_begin") === "end";
  const hear = (values) => panels.forEach((panel) => panel.hear?.(values));
  lab.moved = (values) => {
    begins = false;
    hear(values);
  };
  lab.reset = (values) => {
    hear(values);
    begins = false;
    off.clear();
    stage.away.clear();
    line();
    if (model.get("_switches")) offer();
    control.reset(beginsAtEnd);
  };

  const resized = new ResizeObserver(() => { panels.forEach((panel) => { panel.stale = true; }); stage.paint(); });
  const shape = () => JSON.stringify(model.get("_scene").map(({ kind, title, width }) => [kind, title, width]));
  const roomy = () => Object.entries(model.get("_texts")).some(([name, text]) =>
    (model.get("_large") + model.get("_number")).includes(`{${name}}`) && [text].flat().some((one) => /\p{L}{4}/u.test(one)));
  let built = "";
  const load = () => {
    const atEnd = built ? control.step > 0 && control.step >= stage.frames.steps - 1 : beginsAtEnd; // of one step: at the first
    stage.frames = readFrames(model);
    stage.kept = new Map();
    const scene = model.get("_scene");
    const other = built && scene[0]?.title !== panels[0]?.spec.title; // of something else, which begins at its beginning
    if (shape() === built) {
      panels.forEach((panel, k) => panel.update(scene[k]));
      panels.forEach(({ hand }) => { if (hand?.held >= 0) hand.put(); }); // the answer is older than the hand
    }
    else {
      resized.disconnect();
      stage.basis = scene.length === 2 || scene.length === 4 ? 20 : 15; // two in a row, or three
      panels = scene.map((spec) => new ({ Plane, Curves, Bars, Scene }[spec.kind])(spec, stage));
      lab.root.classList.toggle("lr-large", scene.length > 4);
      lab.root.classList.toggle("lr-tall", model.get("_tall"));
      lab.root.classList.toggle("lr-beside", model.get("_beside"));
      lab.root.classList.toggle("lr-over", beginsAtEnd);
      row.replaceChildren(...panels.map((panel) => panel.node));
      if (model.get("_switches")) offer();
      line();
      panels.forEach((panel) => resized.observe(panel.canvas));
      built = shape();
    }
    if (roomy()) lab.root.querySelector(".lr-number").classList.add("lr-roomy"); // it may become a name during play
    control.node.hidden = stage.frames.steps < 2; // nothing to play
    control.refit(other ? beginsAtEnd : atEnd, other);
    if (begins && !lab.post.busy()) { begins = false; control.begin(); }
  };
  // One message changes several of these; load once, when all of them are there.
  let due = false;
  const later = () => {
    if (due) return;
    due = true;
    queueMicrotask(() => { due = false; load(); });
  };
  for (const name of ["_frames", "_fixed", "_loose", "_scene", "_texts", "_steps"]) model.on(`change:${name}`, later);
  model.on("change:error", () => words());
  model.on("msg:custom", ({ play }) => { if (play === true) control.play(); else if (play === false) control.pause(); });
  lab.root.tabIndex = -1; // so that a click on it gives it the keys
  lab.root.addEventListener("keydown", (event) => {
    if ((event.target === lab.root || control.node.contains(event.target) && event.target.tagName === "BUTTON" && event.key !== " ") && control.key(event.key)) event.preventDefault();
  });
  model.on("change:_answered", () => words());

  lab.body.append(control.node, runners, row, ...(model.get("_switches") ? [switches] : []), probe);
  lab.body.setAttribute("role", "group");
  lab.body.setAttribute("aria-label", model.get("alt"));
  signal.addEventListener("abort", () => { control.stop(); resized.disconnect(); });
  followTheme(lab.root, signal, () => { panels.forEach((panel) => { panel.stale = true; }); stage.paint(); });
  load();
}
export default { render };
