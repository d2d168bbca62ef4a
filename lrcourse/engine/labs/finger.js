// A finger on a picture, where moving it scrolls the page: it acts when it lifts from where it was put, and takes
// hold where it has rested for a moment, or when it moves sideways, since no page scrolls that way.

/* exported finger */

const REST = 250; // milliseconds until a resting finger takes hold
const STILL = 8; // pixels that a finger may move and still count as resting

// `hold(place)` returns whether there is something to hold; `tap(place)` and `end()` hear about the rest. A place has
// the offsetX, offsetY, clientX and clientY of where the finger was put. While it holds, its moves are the caller's.
function finger(node, inside, hold, tap, end) {
  let down = null, timer = null, holds = false;
  const forget = () => { clearTimeout(timer); down = null; };
  const take = () => { holds = hold(down); };
  node.addEventListener("pointerdown", (event) => {
    forget();
    if (event.pointerType !== "touch" || !event.isPrimary || !inside(event)) return;
    const { offsetX, offsetY, clientX, clientY } = event;
    down = { offsetX, offsetY, clientX, clientY };
    timer = setTimeout(take, REST);
  });
  node.addEventListener("pointermove", (event) => {
    if (!down || holds) return;
    const [right, below] = [Math.abs(event.clientX - down.clientX), Math.abs(event.clientY - down.clientY)];
    if (Math.max(right, below) <= STILL) return;
    if (right > below) take();
    forget();
  });
  node.addEventListener("touchmove", (event) => { if (holds) event.preventDefault(); }, { passive: false });
  node.addEventListener("contextmenu", (event) => { if (holds) event.preventDefault(); });
  const lift = (taps) => {
    if (taps && down && !holds) tap(down);
    if (holds || down) end();
    forget();
    holds = false;
  };
  node.addEventListener("pointerup", () => lift(true));
  node.addEventListener("pointercancel", () => lift(false));
}
