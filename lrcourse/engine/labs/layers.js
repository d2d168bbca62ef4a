// The panel that plots two quantities against each other, in layers; you can click in it and drag points (hand.js).

/* global make, lookup, night, Panel, Hand, LIGHT_EDGE */
/* exported Plane */

class Plane extends Panel {
  prepare() {
    const { arrays } = this.stage.frames;
    this.still = this.spec.layers.map((layer) => !Object.values(layer).some((name) => arrays[name]?.stepwise));
    this.points = this.spec.layers.find((layer) => layer.kind === "Points" && layer.drag);
    const entries = this.spec.layers.flatMap((layer) => layer.kind === "Points"
      ? layer.labels.map((label, k) => [["\u25cf", "\u25b2"][k], this.stage.colors.classes[k], label])
      : [[layer.dashed ? "\u254d\u254d" : { Arrows: "\u2192", Pulls: "\u279c" }[layer.kind] ?? "\u2501", layer.color, layer.label, layer.mark]]);
    const note = this.spec.note ? [make("span", { className: "lr-note" }, this.spec.note)] : [];
    this.marks = [];
    this.key.replaceChildren(...note, ...entries.filter(([, , label, name]) => label && !name).map(([sign, color, label]) => {
      const mark = make("span", { className: "lr-mark", ariaHidden: "true" }, sign);
      this.marks.push([mark, color]);
      return make("span", {}, mark, ` ${label}`);
    }));
    if (this.points || this.spec.click) this.hand ??= new Hand(this);
  }

  layout() {
    if (!super.layout()) return false;
    this.inks = this.spec.layers.map(({ ramp, cmap }) => {
      const ink = ramp && lookup(ramp);
      if (ink && this.dark !== null && cmap !== "gray") night(new Uint8ClampedArray(ink.buffer), this.dark); // grey is a photograph
      return ink;
    });
    this.marks.forEach(([mark, color]) => { mark.style.color = this.shade(color); });
    this.stage.swatches.forEach(([box, color]) => { box.style.accentColor = this.shade(color); });
    return true;
  }

  at(name, step) { return this.stage.frames.at(name, step); }

  inside(step) {
    this.spec.layers.forEach((layer, k) => {
      const paint = () => this[`draw${layer.kind}`](layer, step, k);
      if (this.still[k]) this.sheet(k, paint);
      else paint();
    });
    if (this.hand?.shown || this.hand?.touched) this.hand.cross();
  }

  outside(step) { this.badges(step); }

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
    this.stroke(this.contour(a, rows, columns), this.ink, 2);
  }

  // Where the field has this level: one segment per cell (marching squares, with ends by linear interpolation).
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
    this.stroke(path, this.shade(layer.color), 0.8);
  }

  drawHeat(layer, step, k) {
    const [rows, columns] = this.stage.frames.arrays[layer.z].inner;
    this.image(this.stage.frames.at(layer.z, step), rows, columns, this.inks[k], layer.low, layer.high);
  }

  drawLine(layer, step) {
    const { frames } = this.stage;
    const path = this.polyline(frames.at(layer.x, step), frames.at(layer.y, step));
    this.stroke(path, this.shade(layer.color), 2, layer.dashed ? [6, 4] : []);
  }

  // How far a path has come at this step.
  reached(layer, step) { return layer.upto ? this.stage.frames.at(layer.upto, step)[0] : step; }

  drawPath(layer, step, k) {
    if (this.stage.away.has(layer.mark)) return;
    const { frames } = this.stage, last = this.reached(layer, step);
    const x = frames.all(layer.x), y = frames.all(layer.y), color = this.shade(layer.color);
    const pale = this.faint(color), ink = layer.weight < 1 ? pale : color;
    if (layer.ahead) this.sheet(`ahead ${k}`, () => this.stroke(this.polyline(x, y), pale, 1));
    this.stroke(this.polyline(x, y, last + 1), ink, (layer.dots ? 1.2 : 2) * layer.weight);
    if (layer.dots) this.beads(x, y, last + 1, ink, layer.weight);
    const seen = x.subarray(0, last + 1).findLastIndex((v, i) => Number.isFinite(v) && Number.isFinite(y[i]));
    if (!this.beyond(x[seen], y[seen], color)) this.dot(x[last], y[last], color, layer.mark ? 4 : 6);
  }

  // Where a path has left the picture: an arrowhead at the edge, on that side. Returns whether it has.
  beyond(x, y, color) {
    const { left, top, wide, high, em } = this, [px, py] = [this.px(x), this.py(y)];
    const [ex, ey] = [Math.min(Math.max(px, left), left + wide), Math.min(Math.max(py, top), top + high)];
    const [dx, dy] = [Math.sign(Math.round(px - ex)), Math.sign(Math.round(py - ey))], long = Math.hypot(dx, dy);
    if (!long) return false;
    const [ux, uy] = [dx * em / long, dy * em / long], path = new Path2D();
    path.moveTo(ex, ey);
    path.lineTo(ex - 1.2 * ux - 0.6 * uy, ey - 1.2 * uy + 0.6 * ux);
    path.lineTo(ex - 1.2 * ux + 0.6 * uy, ey - 1.2 * uy - 0.6 * ux);
    path.closePath();
    this.ctx.fillStyle = color;
    this.ctx.fill(path);
    return true;
  }

  // A small dot for every step: the gaps between them show the speed.
  beads(x, y, end, color, weight) {
    const path = new Path2D(), radius = 0.2 * this.em * weight;
    for (let i = 0; i < end; i++) {
      if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) continue;
      const [px, py] = [this.px(x[i]), this.py(y[i])];
      path.moveTo(px + radius, py);
      path.arc(px, py, radius, 0, 7);
    }
    this.ctx.fillStyle = color;
    this.ctx.fill(path);
  }

  // The marks of the paths: in the dots at their ends or, where these are crowded, in a column beside them.
  badges(step) {
    const { frames } = this.stage, size = 1.5 * this.em;
    const ends = this.spec.layers.filter(({ mark }) => mark && !this.stage.away.has(mark)).flatMap((layer) => {
      const last = this.reached(layer, step), value = [frames.all(layer.x)[last], frames.all(layer.y)[last]];
      const seen = [this.x, this.y].every(([low, high], k) => value[k] >= low && value[k] <= high);
      return seen ? [{ layer, x: this.px(value[0]), y: this.py(value[1]) }] : [];
    });
    if (step === 0 && this.spec.start && ends.length) return this.together(ends[0]);
    const signs = this.spec.layers.filter(({ kind }) => kind === "Labels").flatMap(({ x, texts }) =>
      texts.map((_, k) => ({ x: this.px(this.at(x, step)[2 * k]), y: this.py(this.at(x, step)[2 * k + 1]) })));
    const crowded = (one, other) => Math.hypot(one.x - other.x, one.y - other.y) < size;
    let crowds = [];
    for (const end of ends) {
      const near = crowds.filter((crowd) => crowd.some((other) => crowded(end, other)));
      crowds = [...crowds.filter((crowd) => !near.includes(crowd)), [...near.flat(), end]];
    }
    const alone = ([end, ...others]) => others.length === 0 && !signs.some((sign) => crowded(sign, end));
    const taken = [...ends, ...signs];
    for (const crowd of crowds.filter(alone)) this.badge(crowd[0].layer, crowd[0], size);
    for (const crowd of crowds.filter((several) => !alone(several))) {
      crowd.sort((one, other) => Math.round(one.y / 3) - Math.round(other.y / 3) || one.layer.mark.localeCompare(other.layer.mark));
      const column = this.column(crowd, taken, size);
      crowd.forEach((end, k) => {
        const line = new Path2D();
        line.moveTo(end.x, end.y);
        line.lineTo(column[k].x, column[k].y);
        this.stroke(line, this.shade(end.layer.color), 1);
      });
      crowd.forEach((end, k) => this.badge(end.layer, column[k], size));
      taken.push(...column);
    }
  }

  // Before the first step they are all in one place, which is named.
  together({ x, y }) {
    const { ctx, em } = this, left = x < this.left + this.wide / 2;
    this.dot(this.dataX(x), this.dataY(y), this.ink, 5);
    Object.assign(ctx, { font: `600 ${this.font}`, textAlign: left ? "left" : "right", textBaseline: "middle", fillStyle: this.ink, strokeStyle: this.paper, lineWidth: 3 });
    const at = x + (left ? 1 : -1) * em;
    for (const write of ["strokeText", "fillText"]) ctx[write](this.spec.start, at, y);
  }

  // Where the marks of a crowd go: to its right or its left, a little higher or lower, so that they cover nothing.
  column(crowd, taken, size) {
    const [xs, ys] = ["x", "y"].map((axis) => crowd.map((end) => end[axis]));
    const half = (crowd.length * size) / 2, [low, high] = [this.top + half, this.top + this.high - half];
    const middle = (Math.min(...ys) + Math.max(...ys)) / 2;
    const at = (x, up) => crowd.map((_, k) => ({ x, y: Math.max(Math.min(middle + up, high), low) + (k + 0.5) * size - half }));
    const sides = [Math.max(...xs) + 1.6 * size, Math.min(...xs) - 1.6 * size].filter((x) => x > this.left + size / 2 && x < this.left + this.wide - size / 2);
    const places = [0, -1.5 * size, 1.5 * size, -half - size, half + size].flatMap((up) => sides.map((x) => at(x, up)));
    const covers = (place) => place.some((one) => taken.some((other) => Math.hypot(one.x - other.x, one.y - other.y) < 0.95 * size));
    return places.find((place) => !covers(place)) ?? places[0];
  }

  badge({ color, mark }, { x, y }, size) {
    const { ctx } = this;
    ctx.beginPath();
    ctx.arc(x, y, size / 2 - 1.5, 0, 7);
    Object.assign(ctx, { fillStyle: this.paper, strokeStyle: this.shade(color), lineWidth: 2.2 });
    ctx.fill();
    ctx.stroke();
    Object.assign(ctx, { font: `600 ${this.font}`, textAlign: "center", textBaseline: "middle", fillStyle: this.ink });
    ctx.fillText(mark, x, y + 0.05 * this.em);
  }

  drawPoints(layer, step) {
    const { colors } = this.stage;
    const xy = this.at(layer.x, step), t = this.at(layer.t, step), size = 0.34 * this.em * layer.size;
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
      this.ctx.fillStyle = this.shade(colors.classes[k]);
      this.ctx.fill(shape);
      if (layer.size >= 1) this.stroke(shape, this.dark === null ? LIGHT_EDGE : this.ink, 0.8);
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
    const few = x.length < 8; // these stand out from what is below them
    if (few) this.stroke(path, this.paper, 5);
    this.stroke(path, this.shade(layer.color), few ? 2.4 : 1.3);
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
    const whole = new Path2D(), long = (layer.enlarged / t.length) * Math.max(1, 14 / Math.max(Math.hypot(...mean) * layer.enlarged / t.length, 1e-9));
    this.arrow(whole, this.px(middle[0]), this.py(middle[1]), mean[0] * long, mean[1] * long, 12);
    this.stroke(whole, this.paper, 6);
    this.stroke(whole, this.shade(layer.color), 3.2);
  }

  drawLabels(layer, step) {
    const { ctx } = this, at = this.at(layer.x, step);
    const font = this.font.replace(/^[\d.]+/, (em) => em * layer.size);
    Object.assign(ctx, { font, textAlign: "center", textBaseline: "middle", fillStyle: this.ink, strokeStyle: this.paper, lineWidth: 3 });
    layer.texts.forEach((text, k) => {
      for (const write of ["strokeText", "fillText"]) ctx[write](text, this.px(at[2 * k]), this.py(at[2 * k + 1]));
    });
  }
}
