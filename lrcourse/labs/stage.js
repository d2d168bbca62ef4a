// A lab that is played in the page: all steps are here, and nothing is sent to Python while they are played.

const LIGHT_EDGE = "rgba(20, 20, 20, .75)";

// -- numbers: arrays from Python, words, ticks ---------------------------------------------------------------------

function unpack(packed) {
  // A copy, because the bytes need not be aligned to four in the message they came in.
  const view = packed.data;
  const bytes = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
  return { shape: packed.shape, data: new Float32Array(bytes) };
}

// What the panels read: at(name, step) is the part of one step, all(name) everything.
function readFrames(model) {
  const arrays = {};
  for (const [name, packed] of Object.entries(model.get("_frames"))) arrays[name] = { ...unpack(packed), stepwise: true };
  for (const part of ["_fixed", "_loose"]) {
    for (const [name, packed] of Object.entries(model.get(part))) arrays[name] = unpack(packed);
  }
  for (const array of Object.values(arrays)) {
    array.inner = array.stepwise ? array.shape.slice(1) : array.shape;
    array.size = array.inner.reduce((product, n) => product * n, 1);
  }
  return {
    arrays,
    steps: model.get("_steps"),
    texts: model.get("_texts"),
    all: (name) => arrays[name].data,
    at(name, step) {
      const { data, stepwise, size } = arrays[name];
      return stepwise ? data.subarray(step * size, (step + 1) * size) : data;
    },
  };
}

function format(value, form) {
  const [, plus, digits, kind] = /^(\+?)\.(\d+)([f%g])$/.exec(form) ?? [null, "", "4", "g"];
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  const text = kind === "f" ? value.toFixed(digits)
    : kind === "%" ? `${(100 * value).toFixed(digits)}%`
      : String(Number(value.toPrecision(Math.max(1, digits))));
  return plus && value >= 0 ? `+${text}` : text;
}

// Fills "t = {time:.1f} ms, {state}" for one step.
function fill(template, frames, step) {
  return template.replace(/\{(\w+)(?:\[(\d+)\])?(?::([^}]*))?\}/g, (_, name, index, form = "") => {
    if (name === "step") return String(step);
    if (name === "steps") return String(frames.steps - 1);
    if (name in frames.texts) {
      const text = frames.texts[name];
      return Array.isArray(text) ? text[step] : text;
    }
    return format(frames.at(name, step)[index ?? 0], form);
  });
}

function ticks(low, high, room) {
  const rough = (high - low) / Math.max(room, 2);
  const power = 10 ** Math.floor(Math.log10(rough));
  const fits = (step) => step >= rough && Math.floor(high / step + 1e-9) > Math.ceil(low / step - 1e-9); // two at least
  const step = [10, 5, 2, 1].map((m) => m * power).filter(fits).at(-1) ?? power;
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const list = [];
  for (let k = Math.ceil(low / step - 1e-9); k <= high / step + 1e-9; k++) {
    const large = Math.max(Math.abs(low), Math.abs(high)) >= 1e6 || step < 1e-5;
    const text = large ? (k * step).toExponential(1) : (k * step).toFixed(digits);
    list.push([k * step, minus(Number(text) === 0 ? text.replace("-", "") : text)]);
  }
  return list;
}

function logTicks(low, high, room) {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  if (last <= first) return ticks(low, high, room).filter(([v]) => v > 0);
  const every = Math.ceil((last - first + 1) / Math.max(room, 2));
  const list = [];
  for (let e = first; e <= last; e += every) list.push([10 ** e, e >= -3 && e <= 4 ? String(Number((10 ** e).toPrecision(6))) : `1e${minus(String(e))}`]);
  return list;
}

function rgb(hex) {
  return [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
}

// 256 colours, as the little-endian words of an ImageData.
function lookup(ramp) {
  const stops = ramp.map(rgb);
  return Uint32Array.from({ length: 256 }, (_, k) => {
    const at = (k / 255) * (stops.length - 1);
    const i = Math.min(Math.floor(at), stops.length - 2);
    const [r, g, b] = stops[i].map((c, j) => Math.round(c + (at - i) * (stops[i + 1][j] - c)));
    return (255 << 24) | (b << 16) | (g << 8) | r;
  });
}

// -- a canvas with axes --------------------------------------------------------------------------------------------

class Panel {
  constructor(spec, stage) {
    this.stage = stage;
    this.canvas = make("canvas", { role: "img" });
    this.key = make("span", { className: "lr-key" });
    this.node = make("figure", { className: "lr-panel" }, make("figcaption", {}, make("span", {}, spec.title), this.key), this.canvas);
    this.ctx = this.canvas.getContext("2d");
    this.ground = document.createElement("canvas"); // axes, ticks and labels, drawn once
    this.node.style.setProperty("--lr-grow", spec.width);
    this.node.style.setProperty("--lr-basis", `${stage.basis * spec.width}rem`);
    this.update(spec);
  }

  update(spec) {
    this.spec = spec;
    this.x = spec.xlim ?? [0, 1];
    this.y = spec.ylim;
    this.stale = true;
    this.prepare();
    const hand = this.hand ? " Arrow keys move a pointer, Enter presses and releases it." : "";
    this.canvas.ariaLabel = `${spec.title}. ${spec.xlabel ? `Across: ${spec.xlabel}. ` : ""}Up: ${spec.ylabel}.${hand}`;
  }

  prepare() {}
  margin() { return 10; }

  // Data to pixels, and back.
  px(x) { return this.left + ((x - this.x[0]) / (this.x[1] - this.x[0])) * this.wide; }
  py(y) {
    const [low, high] = this.y;
    const share = this.spec.log ? Math.log(Math.max(y, 1e-300) / low) / Math.log(high / low) : (y - low) / (high - low);
    return this.top + (1 - Math.min(Math.max(share, -50), 50)) * this.high;
  }
  dataX(px) { return this.x[0] + ((px - this.left) / this.wide) * (this.x[1] - this.x[0]); }
  dataY(py) { return this.y[0] + (1 - (py - this.top) / this.high) * (this.y[1] - this.y[0]); }

  layout() {
    const { canvas, ground, ctx, spec } = this;
    const dense = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (!width || !height) return false;
    for (const c of [canvas, ground]) { c.width = Math.round(width * dense); c.height = Math.round(height * dense); }
    const style = getComputedStyle(this.stage.root);
    this.ink = style.color;
    this.soft = getComputedStyle(this.stage.probe).color;
    this.rule = getComputedStyle(this.stage.probe).borderTopColor;
    this.paper = style.backgroundColor;
    this.em = 0.82 * parseFloat(style.fontSize);
    this.font = `${this.em}px ${style.fontFamily}`;
    Object.assign(this, { width, height, dense });
    const g = ground.getContext("2d");
    g.setTransform(dense, 0, 0, dense, 0, 0);
    g.font = this.font;
    const em = this.em;
    this.top = 0.6 * em;
    this.high = height - this.top - em * (spec.xlabel ? 3.3 : 2);
    const tickY = (spec.log ? logTicks : ticks)(...this.y, this.high / (2.6 * em));
    const labels = Math.max(...tickY.map(([, text]) => g.measureText(text).width), 0);
    this.left = Math.ceil(labels + 2.6 * em);
    this.wide = width - this.left - this.margin(g);
    if (spec.equal) {
      const [across, up] = [this.x, this.y].map(([low, high]) => high - low);
      const unit = Math.min(this.wide / across, this.high / up);
      this.wide = unit * across;
      this.high = unit * up;
    }
    const tickX = spec.xlim ? ticks(...this.x, this.wide / (3.6 * em)) : [];
    this.axes(g, tickX, tickY, labels);
    return true;
  }

  axes(g, tickX, tickY, labels) {
    const { left, top, wide, high, em, spec } = this;
    g.clearRect(0, 0, this.width, this.height);
    g.strokeStyle = this.soft;
    g.lineWidth = 1;
    g.beginPath();
    g.moveTo(left, top); g.lineTo(left, top + high); g.lineTo(left + wide, top + high);
    for (const [v] of tickX) { g.moveTo(this.px(v), top + high); g.lineTo(this.px(v), top + high + 4); }
    for (const [v] of tickY) { g.moveTo(left, this.py(v)); g.lineTo(left - 4, this.py(v)); }
    g.stroke();
    g.fillStyle = this.ink;
    g.textAlign = "center"; g.textBaseline = "top";
    for (const [v, text] of tickX) g.fillText(text, this.px(v), top + high + 6);
    if (spec.xlabel) g.fillText(spec.xlabel, left + wide / 2, top + high + 6 + 1.4 * em, wide);
    g.textAlign = "right"; g.textBaseline = "middle";
    for (const [v, text] of tickY) g.fillText(text, left - 7, this.py(v));
    g.save();
    g.translate(left - labels - 1.4 * em, top + high / 2);
    g.rotate(-Math.PI / 2);
    g.textAlign = "center";
    g.fillText(spec.ylabel, 0, 0, high);
    g.restore();
  }

  draw(step) {
    if (this.stale) {
      if (!this.layout()) return;
      this.sheets = new Map();
      this.stale = false;
    }
    const { ctx, dense } = this;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    ctx.drawImage(this.ground, 0, 0);
    ctx.setTransform(dense, 0, 0, dense, 0, 0);
    ctx.font = this.font;
    ctx.lineJoin = "round";
    ctx.save();
    ctx.beginPath();
    ctx.rect(this.left, this.top, this.wide, this.high);
    ctx.clip();
    this.inside(step);
    ctx.restore();
    this.outside(step);
  }

  inside() {}
  outside() {}

  color(name) { return name === this.stage.colors.ink ? this.ink : name; }

  // On a dark page dark lines are mixed with white.
  shade(color) {
    return this.stage.root.classList.contains("lr-dark") && color !== this.stage.colors.ink ? `color-mix(in srgb, ${color} 65%, white)` : this.color(color);
  }

  // Draws with `paint` what is the same at every step: once, on a sheet of its own, which is then laid on the canvas.
  // `until` (pixels) cuts the sheet off at the right.
  sheet(key, paint, until = this.width) {
    const { ctx, dense } = this;
    if (!this.sheets.has(key)) {
      const sheet = document.createElement("canvas");
      [sheet.width, sheet.height] = [this.canvas.width, this.canvas.height];
      this.ctx = sheet.getContext("2d");
      this.ctx.setTransform(dense, 0, 0, dense, 0, 0);
      this.ctx.lineJoin = "round";
      paint();
      this.ctx = ctx;
      this.sheets.set(key, sheet);
    }
    const wide = Math.round(Math.max(until, 0) * dense);
    if (wide) ctx.drawImage(this.sheets.get(key), 0, 0, wide, this.canvas.height, 0, 0, wide / dense, this.height);
  }

  polyline(x, y, end = x.length) {
    const path = new Path2D();
    let pen = false;
    for (let i = 0; i < end; i++) {
      const ok = Number.isFinite(x[i]) && Number.isFinite(y[i]);
      if (ok) path[pen ? "lineTo" : "moveTo"](this.px(x[i]), this.py(y[i]));
      pen = ok;
    }
    return path;
  }

  stroke(path, color, width = 2, dash = []) {
    this.ctx.setLineDash(dash);
    this.ctx.strokeStyle = color;
    this.ctx.lineWidth = width;
    this.ctx.stroke(path);
    this.ctx.setLineDash([]);
  }

  dot(x, y, color, radius = 5) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    this.ctx.beginPath();
    this.ctx.arc(this.px(x), this.py(y), radius, 0, 7);
    this.ctx.fillStyle = color;
    this.ctx.fill();
    this.ctx.strokeStyle = this.paper;
    this.ctx.lineWidth = 1.5;
    this.ctx.stroke();
  }
}

// -- two quantities against each other -----------------------------------------------------------------------------

class Plane extends Panel {
  prepare() {
    this.inks = this.spec.layers.map((layer) => layer.ramp && lookup(layer.ramp));
    const { arrays } = this.stage.frames;
    this.still = this.spec.layers.map((layer) => !Object.values(layer).some((name) => arrays[name]?.stepwise));
    this.points = this.spec.layers.find((layer) => layer.kind === "Points" && layer.drag);
    const entries = this.spec.layers.flatMap((layer) => layer.kind === "Points"
      ? layer.labels.map((label, k) => [["\u25cf", "\u25b2"][k], this.stage.colors.classes[k], label])
      : [[layer.dashed ? "\u254d\u254d" : { Arrows: "\u2192", Pulls: "\u279c" }[layer.kind] ?? "\u2501", layer.color, layer.label]]);
    const note = this.spec.note ? [make("span", { className: "lr-note" }, this.spec.note)] : [];
    this.key.replaceChildren(...note, ...entries.filter(([, , label]) => label).map(([sign, color, label]) => {
      const mark = make("span", { ariaHidden: "true" }, sign);
      mark.style.color = color === this.stage.colors.ink ? "inherit" : color;
      return make("span", {}, mark, ` ${label}`);
    }));
    if (this.points || this.spec.click) this.listen();
  }

  inside(step) {
    this.spec.layers.forEach((layer, k) => {
      const paint = () => this[`draw${layer.kind}`](layer, step, k);
      if (this.still[k]) this.sheet(k, paint);
      else paint();
    });
    if (this.hand?.shown) this.cross();
  }

  image(values, rows, columns, ink, low, high) {
    const small = this.small ??= document.createElement("canvas");
    if (small.width !== columns || small.height !== rows) { small.width = columns; small.height = rows; }
    const context = small.getContext("2d");
    const picture = context.createImageData(columns, rows);
    const words = new Uint32Array(picture.data.buffer);
    for (let r = 0, from = 0; r < rows; r++) {
      for (let c = 0, to = (rows - 1 - r) * columns; c < columns; c++, from++, to++) {
        const level = (255 * (values[from] - low)) / (high - low);
        words[to] = ink[level > 0 ? Math.min(Math.round(level), 255) : level <= 0 ? 0 : 128];
      }
    }
    context.putImageData(picture, 0, 0);
    // The samples lie on the edges of the area, so half a cell sticks out on every side (the clip hides it).
    const [dx, dy] = [this.wide / Math.max(columns - 1, 1), this.high / Math.max(rows - 1, 1)];
    this.ctx.drawImage(small, this.left - dx / 2, this.top - dy / 2, this.wide + dx, this.high + dy);
  }

  drawProbability(layer, step, k) {
    const [rows, columns] = this.stage.frames.arrays[layer.features].inner;
    const a = this.stage.activations(layer, step);
    if (layer.field) {
      const y = this.chance?.length === a.length ? this.chance : (this.chance = new Float32Array(a.length));
      for (let i = 0; i < a.length; i++) y[i] = 1 / (1 + Math.exp(-a[i]));
      this.image(y, rows, columns, this.inks[k], 0, 1);
    }
    this.stroke(this.contour(a, rows, columns), layer.field ? LIGHT_EDGE : this.ink, 2);
  }

  // Where the field has this level: one segment a cell (marching squares, the ends by linear interpolation).
  contour(field, rows, columns, level = 0, path = new Path2D()) {
    const sx = this.wide / (columns - 1), sy = this.high / (rows - 1);
    const bottom = this.top + this.high;
    for (let r = 0; r < rows - 1; r++) {
      for (let c = 0; c < columns - 1; c++) {
        const i = r * columns + c;
        const above = field[i] > level;
        if (field[i + 1] > level === above && field[i + columns + 1] > level === above && field[i + columns] > level === above) continue;
        const corner = [field[i] - level, field[i + 1] - level, field[i + columns + 1] - level, field[i + columns] - level];
        const ends = [];
        for (let e = 0; e < 4; e++) {
          const p = corner[e], q = corner[(e + 1) % 4];
          if (p > 0 === q > 0) continue;
          const s = p / (p - q);
          ends.push([[c + s, r], [c + 1, r + s], [c + 1 - s, r + 1], [c, r + 1 - s]][e]);
        }
        for (let e = 0; e + 1 < ends.length; e += 2) {
          path.moveTo(this.left + ends[e][0] * sx, bottom - ends[e][1] * sy);
          path.lineTo(this.left + ends[e + 1][0] * sx, bottom - ends[e + 1][1] * sy);
        }
      }
    }
    return path;
  }

  drawContours(layer, step) {
    const [rows, columns] = this.stage.frames.arrays[layer.z].inner;
    const z = this.stage.frames.at(layer.z, step), path = new Path2D();
    for (const level of layer.levels) this.contour(z, rows, columns, level, path);
    this.stroke(path, layer.color, 0.8);
  }

  drawHeat(layer, step, k) {
    const [rows, columns] = this.stage.frames.arrays[layer.z].inner;
    this.image(this.stage.frames.at(layer.z, step), rows, columns, this.inks[k], layer.low, layer.high);
  }

  drawLine(layer, step) {
    const { frames } = this.stage;
    const path = this.polyline(frames.at(layer.x, step), frames.at(layer.y, step));
    this.stroke(path, this.color(layer.color), 2, layer.dashed ? [6, 4] : []);
  }

  drawPath(layer, step) {
    const { frames } = this.stage;
    const x = frames.all(layer.x), y = frames.all(layer.y), color = this.color(layer.color);
    this.stroke(this.polyline(x, y, step + 1), color);
    this.dot(x[step], y[step], color, 6);
  }

  drawPoints(layer, step) {
    const { frames, colors } = this.stage;
    const xy = frames.at(layer.x, step), t = frames.at(layer.t, step), size = 0.34 * this.em * layer.size;
    const shapes = [new Path2D(), new Path2D()];
    for (let n = 0; n < t.length; n++) {
      const x = this.px(xy[2 * n]), y = this.py(xy[2 * n + 1]);
      if (t[n] > 0) {
        shapes[1].moveTo(x, y - 1.25 * size); shapes[1].lineTo(x + 1.15 * size, y + 0.85 * size); shapes[1].lineTo(x - 1.15 * size, y + 0.85 * size);
        shapes[1].closePath();
      } else {
        shapes[0].moveTo(x + size, y);
        shapes[0].arc(x, y, size, 0, 7);
      }
    }
    shapes.forEach((shape, k) => {
      this.ctx.fillStyle = layer.size < 1 ? this.shade(colors.classes[k]) : colors.classes[k];
      this.ctx.fill(shape);
      if (layer.size >= 1) this.stroke(shape, LIGHT_EDGE, 0.8);
    });
  }

  // Adds an arrow, in pixels, to a path; nothing if it is too short to see.
  arrow(path, fx, fy, dx, dy, head = 5) {
    const long = Math.hypot(dx, dy);
    if (!(long > 0.5)) return;
    const size = Math.min(head, 0.5 * long) / long, ex = dx * size, ey = dy * size, tx = fx + dx, ty = fy + dy;
    path.moveTo(fx, fy); path.lineTo(tx, ty);
    path.moveTo(tx - ex - 0.6 * ey, ty - ey + 0.6 * ex); path.lineTo(tx, ty); path.lineTo(tx - ex + 0.6 * ey, ty - ey - 0.6 * ex);
  }

  drawArrows(layer, step) {
    const x = this.stage.frames.at(layer.x, step), u = this.stage.frames.at(layer.u, step);
    const path = new Path2D();
    for (let i = 0; i < x.length; i += 2) {
      const [fx, fy] = [this.px(x[i]), this.py(x[i + 1])];
      this.arrow(path, fx, fy, this.px(x[i] + u[i]) - fx, this.py(x[i + 1] + u[i + 1]) - fy);
    }
    this.stroke(path, this.color(layer.color), 1.3);
  }

  drawPulls(layer, step) {
    const { frames, colors } = this.stage;
    const [x, f, t, w, stretch, middle] = ["x", "features", "t", "w", "stretch", "middle"].map((role) => frames.at(layer[role], step));
    const b = frames.at(layer.b, step)[0], depth = w.length, paths = [new Path2D(), new Path2D()], mean = [0, 0];
    const right = (stretch[0] * this.wide) / (this.x[1] - this.x[0]), up = (-stretch[1] * this.high) / (this.y[1] - this.y[0]);
    for (let n = 0, j = 0; n < t.length; n++, j += depth) {
      let a = b;
      for (let d = 0; d < depth; d++) a += f[j + d] * w[d];
      const miss = t[n] - 1 / (1 + Math.exp(-a)), dx = miss * f[j] * right, dy = miss * f[j + 1] * up;
      mean[0] += dx; mean[1] += dy;
      if (Math.abs(dx) + Math.abs(dy) > 0.7) this.arrow(paths[Number(t[n] > 0)], this.px(x[2 * n]), this.py(x[2 * n + 1]), dx, dy, 4);
    }
    paths.forEach((path, k) => this.stroke(path, this.shade(colors.classes[k]), 1.2));
    const whole = new Path2D(), long = layer.enlarged / t.length;
    this.arrow(whole, this.px(middle[0]), this.py(middle[1]), mean[0] * long, mean[1] * long, 12);
    this.stroke(whole, this.paper, 6);
    this.stroke(whole, this.color(layer.color), 3.2);
  }

  drawLabels(layer, step) {
    const { ctx } = this, at = this.stage.frames.at(layer.x, step);
    Object.assign(ctx, { font: this.font, textAlign: "center", textBaseline: "middle", fillStyle: this.ink, strokeStyle: this.paper, lineWidth: 3 });
    layer.texts.forEach((text, k) => {
      for (const write of ["strokeText", "fillText"]) ctx[write](text, this.px(at[2 * k]), this.py(at[2 * k + 1]));
    });
  }

  // -- the hand: mouse, finger, or the keys (arrows move a pointer, Enter presses and releases it) --

  listen() {
    if (this.hand) return;
    const { canvas } = this;
    const hand = this.hand = { x: NaN, y: NaN, held: -1, shown: false };
    canvas.classList.add("lr-live");
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    const tell = (kind) => this.stage.gesture(this, kind, hand.held, hand.x, hand.y);
    const to = (px, py) => {
      hand.x = this.dataX(Math.min(Math.max(px, this.left), this.left + this.wide));
      hand.y = this.dataY(Math.min(Math.max(py, this.top), this.top + this.high));
      if (hand.held >= 0) { this.carry(hand); tell("drag"); }
    };
    const press = () => {
      hand.held = this.nearest(hand.x, hand.y);
      if (hand.held < 0 && this.spec.click) tell("click");
    };
    const release = () => {
      if (hand.held >= 0) tell("drop");
      hand.held = -1;
    };
    canvas.addEventListener("pointerdown", (event) => {
      const inside = event.offsetX >= this.left && event.offsetY <= this.top + this.high;
      if (event.button || !inside) return;
      hand.shown = false;
      hand.held = -1;
      to(event.offsetX, event.offsetY);
      press();
      if (hand.held >= 0) canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => { if (hand.held >= 0 && !hand.shown) to(event.offsetX, event.offsetY); });
    canvas.addEventListener("pointerup", () => { if (!hand.shown) release(); });
    canvas.addEventListener("pointercancel", release);
    canvas.addEventListener("keydown", (event) => {
      const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      if (!(event.key in arrows) && event.key !== "Enter") return;
      event.preventDefault();
      if (!hand.shown) {
        hand.shown = true;
        if (Number.isNaN(hand.x)) [hand.x, hand.y] = [(this.x[0] + this.x[1]) / 2, (this.y[0] + this.y[1]) / 2];
      }
      if (event.key !== "Enter") {
        const [right, down] = arrows[event.key];
        to(this.px(hand.x) + right * this.wide / 50, this.py(hand.y) + down * this.high / 50);
      } else if (hand.held >= 0) release();
      else press();
      this.stage.paint();
    });
    canvas.addEventListener("blur", () => { hand.shown = false; release(); this.stage.paint(); });
  }

  nearest(x, y) {
    if (!this.points) return -1;
    const xy = this.stage.frames.at(this.points.x, this.stage.step);
    let best = -1, reach = 1.2 * this.em;
    for (let n = 0; n < xy.length / 2; n++) {
      const far = Math.hypot(this.px(xy[2 * n]) - this.px(x), this.py(xy[2 * n + 1]) - this.py(y));
      if (far < reach) [best, reach] = [n, far];
    }
    return best;
  }

  // The point follows the hand at once; Python's answer comes after.
  carry(hand) {
    this.put(hand);
    this.sheets.clear();
    this.stage.paint();
  }

  put({ held, x, y }) {
    const xy = this.stage.frames.at(this.points.x, this.stage.step);
    if (2 * held + 1 < xy.length) [xy[2 * held], xy[2 * held + 1]] = [x, y];
  }

  cross() {
    const path = new Path2D(), [x, y] = [this.px(this.hand.x), this.py(this.hand.y)];
    path.moveTo(x - 12, y); path.lineTo(x + 12, y); path.moveTo(x, y - 12); path.lineTo(x, y + 12);
    this.stroke(path, LIGHT_EDGE, 4);
    this.stroke(path, this.hand.held >= 0 ? "#f0e442" : "#ffffff", 2);
  }
}

// -- lines over the steps ------------------------------------------------------------------------------------------

class Curves extends Panel {
  prepare() {
    const { frames, colors } = this.stage;
    const nth = (value, k) => Array.isArray(value) ? value[k] : value;
    this.lines = this.spec.lines.flatMap((line) => {
      const { data, size } = frames.arrays[line.y];
      return Array.from({ length: size }, (_, k) => ({
        label: nth(line.label, k) ?? "",
        color: nth(line.color, k),
        y: size === 1 ? data : Float32Array.from({ length: frames.steps }, (_, s) => data[s * size + k]),
      }));
    });
    this.lines.forEach((line, k) => { line.color ??= colors.cycle[k % colors.cycle.length]; });
    this.along = this.spec.x ? frames.all(this.spec.x) : Float32Array.from({ length: frames.steps }, (_, s) => s);
  }

  margin(g) {
    return Math.min(12 + Math.max(0, ...this.lines.map(({ label }) => label ? g.measureText(label).width + 4 : 0)), 0.4 * this.width);
  }

  inside(step) {
    const { ctx } = this;
    const now = Math.round(this.px(this.along[step]) * this.dense) / this.dense;
    const all = () => this.lines.forEach(({ y, color }) => this.stroke(this.polyline(this.along, y), this.shade(color)));
    ctx.globalAlpha = 0.35;
    this.sheet("lines", all);
    ctx.globalAlpha = 1;
    this.sheet("lines", all, now);
    ctx.fillStyle = this.soft;
    ctx.fillRect(now, this.top, 1, this.high);
  }

  // The dots, whole also at the ends; and labels at the right end of their lines, pushed apart where they would overlap.
  outside(step) {
    const { ctx, em } = this;
    for (const line of this.lines) {
      const inside = line.y[step] >= this.y[0] && line.y[step] <= this.y[1];
      if (inside) this.dot(this.along[step], line.y[step], this.shade(line.color), 4);
    }
    const list = this.lines.filter((line) => line.label).map((line) => {
      const last = line.y.findLast((v) => Number.isFinite(v)) ?? this.y[0];
      return { line, y: Math.min(Math.max(this.py(last), this.top + em / 2), this.top + this.high - em / 2) };
    }).sort((one, other) => one.y - other.y);
    for (let k = 1; k < list.length; k++) list[k].y = Math.max(list[k].y, list[k - 1].y + 1.15 * em);
    for (let k = list.length - 1, floor = this.top + this.high; k >= 0; k--, floor -= 1.15 * em) list[k].y = Math.min(list[k].y, floor);
    ctx.textAlign = "left"; ctx.textBaseline = "middle";
    ctx.font = `600 ${this.font}`;
    for (const { line, y } of list) {
      ctx.fillStyle = this.shade(line.color);
      ctx.fillText(line.label, this.left + this.wide + 7, y, this.width - this.left - this.wide - 7);
    }
  }
}

// -- bars ----------------------------------------------------------------------------------------------------------

class Bars extends Panel {
  inside(step) {
    const values = this.stage.frames.at(this.spec.values, step);
    const zero = this.py(0), gap = this.wide / values.length;
    values.forEach((v, k) => {
      if (!Number.isFinite(v)) return;
      this.ctx.fillStyle = this.stage.colors.classes[Number(v > 0)];
      this.ctx.fillRect(this.left + (k + 0.15) * gap, Math.min(zero, this.py(v)), 0.7 * gap, Math.abs(this.py(v) - zero));
    });
    this.ctx.fillStyle = this.soft;
    this.ctx.fillRect(this.left, zero - 0.5, this.wide, 1);
  }

  outside() {
    const { ctx, em, spec } = this;
    const gap = this.wide / spec.labels.length;
    ctx.fillStyle = this.ink;
    ctx.textAlign = "center"; ctx.textBaseline = "top";
    spec.labels.forEach((label, k) => ctx.fillText(label, this.left + (k + 0.5) * gap, this.top + this.high + 0.5 * em, gap - 2));
  }
}

// -- the player ----------------------------------------------------------------------------------------------------

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

// Buttons, a scrub bar, speed and loop over `steps()` steps. `show(step, playing)` draws.
function player(seconds, steps, show) {
  let at = 0, playing = false, before = null, request = null;
  const button = (name, label, act) => {
    const node = make("button", { type: "button", ariaLabel: label, title: label }, icon(name));
    node.addEventListener("click", act);
    return node;
  };
  const last = () => steps() - 1;
  const id = `lr-${count++}`;
  const scrub = make("input", { type: "range", id, min: 0, step: 1, className: "lr-input" });
  const output = make("output", { htmlFor: id });
  const speed = make("select", { ariaLabel: "speed" }, ...[0.1, 0.25, 0.5, 1, 2, 4].map((v) => make("option", { value: v, selected: v === 1 }, `${v}\u00d7`)));
  const loop = make("input", { type: "checkbox" });

  const go = (step) => {
    at = Math.min(Math.max(step, 0), last());
    const shown = Math.round(at);
    scrub.value = shown;
    output.textContent = `${shown} / ${last()}`;
    scrub.setAttribute("aria-valuetext", `step ${shown} of ${last()}`);
    show(shown, playing);
  };
  const pause = () => {
    playing = false;
    cancelAnimationFrame(request);
    toggle.replaceChildren(icon("play"));
    toggle.ariaLabel = toggle.title = "play";
    go(Math.round(at));
  };
  const tick = (time) => {
    if (!playing) return;
    if (before !== null) {
      const next = at + ((time - before) / 1000) * (last() / seconds) * Number(speed.value);
      if (next >= last() && !loop.checked) { go(last()); pause(); return; }
      go(next > last() ? 0 : next);
    }
    before = time;
    request = requestAnimationFrame(tick);
  };
  const play = () => {
    if (Math.round(at) >= last()) at = 0;
    playing = true;
    before = null;
    toggle.replaceChildren(icon("pause"));
    toggle.ariaLabel = toggle.title = "pause";
    request = requestAnimationFrame(tick);
  };
  const toggle = button("play", "play", () => (playing ? pause() : play()));
  const hold = (step) => { if (playing) pause(); go(step); };
  scrub.addEventListener("input", () => hold(Number(scrub.value)));
  const node = make("div", { className: "lr-player", role: "group", ariaLabel: "player" },
    button("first", "to the first step", () => hold(0)),
    button("back", "one step back", () => hold(Math.round(at) - 1)),
    toggle,
    button("ahead", "one step ahead", () => hold(Math.round(at) + 1)),
    make("span", { className: "lr-scrub" }, make("label", { htmlFor: id }, "step"), scrub, output),
    make("label", {}, "speed", speed),
    make("label", {}, loop, "loop"));
  return {
    node,
    stop: () => cancelAnimationFrame(request),
    get step() { return Math.round(at); },
    // New data: stay at the end if it was there, else at the same step.
    refit(atEnd) {
      scrub.max = last();
      output.style.minWidth = `${2 * String(last()).length + 3}ch`;
      go(atEnd ? last() : at);
    },
  };
}

function render({ model, el, signal }) {
  const lab = frame(model, el, signal);
  const probe = make("span", { className: "lr-probe", hidden: true });
  const row = make("div", { className: "lr-panels" });
  const switches = make("div", { className: "lr-switches", role: "group", ariaLabel: "panels" });
  const stage = { root: lab.root, probe, colors: model.get("_colors"), frames: readFrames(model), step: 0 };
  const off = new Set(); // titles of the panels that the reader has switched off
  let panels = [];

  stage.paint = () => panels.forEach((panel) => { if (!panel.node.hidden) panel.draw(stage.step); });

  // features . w + b on a grid, worked out once a step for all panels that want it.
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
  const words = (playing) => {
    lab.words.ariaLive = playing ? "off" : "polite"; // a reader's voice cannot follow sixty steps a second
    lab.say(stage.frames.steps ? fill(model.get("_template"), stage.frames, stage.step) : "");
  };
  const control = player(model.get("_seconds"), () => stage.frames.steps, (step, playing) => {
    stage.step = step;
    stage.paint();
    words(playing);
  });
  stage.gesture = (panel, kind, index, x, y) => lab.post.ask({ gesture: { panel: panels.indexOf(panel), kind, index, x, y } });

  const resized = new ResizeObserver(() => { panels.forEach((panel) => { panel.stale = true; }); stage.paint(); });
  const shape = () => JSON.stringify(model.get("_scene").map(({ kind, title, width }) => [kind, title, width]));
  let built = "";
  const load = () => {
    const atEnd = built ? control.step >= stage.frames.steps - 1 : model.get("_begin") === "end";
    stage.frames = readFrames(model);
    stage.kept = new Map();
    const scene = model.get("_scene");
    if (shape() === built) {
      panels.forEach((panel, k) => panel.update(scene[k]));
      panels.forEach(({ hand }, k) => { if (hand?.held >= 0) panels[k].put(hand); }); // the answer is older than the hand
    }
    else {
      resized.disconnect();
      stage.basis = scene.length === 2 || scene.length === 4 ? 20 : 15; // two in a row, or three
      panels = scene.map((spec) => new ({ Plane, Curves, Bars }[spec.kind])(spec, stage));
      lab.root.classList.toggle("lr-large", scene.length > 4);
      row.replaceChildren(...panels.map((panel) => panel.node));
      if (model.get("_switches")) offer();
      panels.forEach((panel) => resized.observe(panel.canvas));
      built = shape();
    }
    control.node.hidden = stage.frames.steps < 2; // nothing to play
    control.refit(atEnd);
  };
  // One message changes several of these; load once, when all of them are there.
  let due = false;
  const later = () => {
    if (due) return;
    due = true;
    queueMicrotask(() => { due = false; load(); });
  };
  for (const name of ["_frames", "_fixed", "_loose", "_scene", "_texts", "_steps"]) model.on(`change:${name}`, later);
  model.on("change:error", () => words(false));
  model.on("change:_answered", () => words(false));

  lab.body.append(control.node, row, ...(model.get("_switches") ? [switches] : []), probe);
  lab.body.setAttribute("role", "group");
  lab.body.setAttribute("aria-label", model.get("alt"));
  signal.addEventListener("abort", () => { control.stop(); resized.disconnect(); });
  followTheme(lab.root, signal, () => { panels.forEach((panel) => { panel.stale = true; }); stage.paint(); });
  load();
}
export default { render };
