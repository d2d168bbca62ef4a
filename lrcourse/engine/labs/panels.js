// The panels of a stage: a canvas with axes, lines over the steps, bars. The plane is in layers.js.

/* global make, ticks, logTicks, powerTicks, rgb, mixed, isDark, night, paper */
/* exported Panel, Curves, Bars */

// -- a canvas with axes --------------------------------------------------------------------------------------------

class Panel {
  constructor(spec, stage) {
    this.stage = stage;
    this.canvas = make("canvas", { role: "img" });
    this.key = make("span", { className: "lr-key" });
    this.plain = spec.kind === "Plane" && !spec.xlabel && !spec.ylabel; // a picture: no axes
    this.node = make("figure", { className: this.plain ? "lr-panel lr-plain" : "lr-panel" }, make("figcaption", {}, make("span", {}, spec.title), this.key), this.canvas);
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
    this.node.classList.toggle("lr-equal", Boolean(spec.equal));
    if (spec.equal) this.node.style.setProperty("--lr-ratio", (this.y[1] - this.y[0]) / (this.x[1] - this.x[0]));
    this.stale = true;
    this.prepare();
    const hand = this.hand ? " Arrow keys move a pointer, Enter presses and releases it." : "";
    const axes = (spec.xlabel ? ` Across: ${spec.xlabel}.` : "") + (spec.ylabel ? ` Up: ${spec.ylabel}.` : "");
    this.canvas.ariaLabel = `${spec.title}.${axes}${hand}`;
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
    const { canvas, ground, spec } = this;
    const dense = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (!width || !height) return false;
    for (const c of [canvas, ground]) { c.width = Math.round(width * dense); c.height = Math.round(height * dense); }
    const style = getComputedStyle(this.stage.root);
    this.ink = style.color;
    this.soft = getComputedStyle(this.stage.probe).color;
    this.rule = getComputedStyle(this.stage.probe).borderTopColor;
    this.paper = style.backgroundColor;
    this.dark = isDark(this.stage.root) ? paper(this.stage.root) : null;
    this.em = 0.82 * parseFloat(style.fontSize);
    this.font = `${this.em}px ${style.fontFamily}`;
    Object.assign(this, { width, height, dense });
    const g = ground.getContext("2d");
    g.setTransform(dense, 0, 0, dense, 0, 0);
    g.font = this.font;
    if (this.plain) return this.layoutPlain(g);
    const em = this.em;
    this.top = 0.6 * em;
    this.high = height - this.top - em * (spec.xlabel ? 3.3 : 2);
    const tickY = (spec.log ? logTicks : spec.powers ? powerTicks : ticks)(...this.y, this.high / (2.6 * em));
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

  // A picture fills its canvas, inside a thin frame.
  layoutPlain(g) {
    Object.assign(this, { left: 1, top: 1, wide: this.width - 2, high: this.height - 2 });
    g.clearRect(0, 0, this.width, this.height);
    g.strokeStyle = this.rule;
    g.lineWidth = 1;
    g.strokeRect(0.5, 0.5, this.width - 1, this.height - 1);
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

  // The page's own ink, or a colour in the version that a light or a dark page needs.
  shade(color) {
    if (color === this.stage.colors.ink) return this.ink;
    if (this.dark === null) return color;
    const [r, g, b] = night(Uint8ClampedArray.of(...rgb(color), 255), this.dark);
    return `rgb(${r} ${g} ${b} / ${parseInt(color.slice(7) || "ff", 16) / 255})`;
  }

  // The colour of what is not played yet: as pale as can be seen on the paper, and paler than what is played.
  faint(color) { return mixed(this.paper, color, this.paper, 0.35, 0.75, 3.1); }

  // A colour for words: with as much of the ink in it as it takes to read them.
  legible(color) { return mixed(color, this.ink, this.paper, 0, 1, 4.5); }

  // Draws, with `paint`, what is the same at every step: once, on a separate sheet, which is then laid on the canvas.
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
        y: size === 1 ? data : data.filter((v, i) => i % size === k),
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
    const all = (ink, width) => this.lines.forEach(({ y, color }) => this.stroke(this.polyline(this.along, y), ink(this.shade(color)), width));
    this.sheet("to come", () => all((color) => this.faint(color), 1.3));
    this.sheet("played", () => all((color) => color, 2.2), now);
    ctx.fillStyle = this.soft;
    ctx.fillRect(now, this.top, 1, this.high);
  }

  // The dots, whole even at the ends; and labels at the right ends of the lines, pushed apart if they would overlap.
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
      ctx.fillStyle = this.legible(this.shade(line.color));
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
      this.ctx.fillStyle = this.shade(this.stage.colors.classes[Number(v > 0)]);
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
