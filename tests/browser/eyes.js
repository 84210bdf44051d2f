/**
 * What somebody with good eyes and a ruler would find on a page. Each function gives sentences, none when all is well;
 * `within` in a sentence is the markup that it is about.
 */

globalThis.eyes = (() => {
  /** The rules of WCAG 2.0 to 2.2, A and AA, and axe's own advice on headings and landmarks. */
  const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  /** What a theme can change. */
  const COLOURS = ["color-contrast", "link-in-text-block"];

  const markup = (element) => element.outerHTML.replaceAll(/\s+/g, " ").slice(0, 120);
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".vh, .skip");
  const everything = () => [...document.body.querySelectorAll("*")];

  async function axe(only) {
    const asked = only === "colours" ? { type: "rule", values: COLOURS } : { type: "tag", values: TAGS };
    const { violations } = await globalThis.axe.run(document, { runOnly: asked, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes
        .filter(({ target }) => id !== "label-content-name-mismatch" || !document.querySelector(target.at(-1))?.closest(".metro"))
        .map((node) => `${id}: ${node.failureSummary.replaceAll(/\s+/g, " ")} within ${node.html.slice(0, 160)}`),
    );
  }

  /**
   * Stops of the map whose name does not hold the words that are drawn (WCAG 2.5.3). Axe's own rule joins the rows of a
   * drawn name without the space between them and never finds them in the name, so its finding is left out above.
   */
  function misnamed() {
    const letters = (words) => words.replaceAll(/[\s…]/g, "");
    return [...document.querySelectorAll(".metro a")].flatMap((stop) => {
      const drawn = [...stop.querySelectorAll(".name")].map((each) => letters(each.textContent)).join("");
      return letters(stop.getAttribute("aria-label") ?? "").includes(drawn) ? [] : [`${drawn} is not in the name within ${markup(stop)}`];
    });
  }

  /** What makes the page wider than the screen; what scrolls in a box of its own does not. */
  function sideways() {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = everything().filter((each) => each.getBoundingClientRect().right > clientWidth + 1 && shown(each));
    return [`${scrollWidth} px wide within ${wide.slice(0, 2).map(markup)}`];
  }

  /** Every piece of text in sight, with the place it takes. */
  function* pieces() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (!node.nodeValue.trim() || !(holder instanceof HTMLElement) || !shown(holder)) continue;
      range.selectNodeContents(node);
      yield { holder, words: range.getBoundingClientRect() };
    }
  }

  const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
  /** `slack`: the blank half of a full-width bracket, and what a letter leaves free above and below, are no words. */
  const beyond = (words, box, axis, slack = 2) =>
    axis === "x"
      ? words.right > box.right + slack || words.left < box.left - slack
      : words.bottom > box.bottom + slack || words.top < box.top - slack;

  /** The first box around it that would cut it off along the axis; none where one scrolls before. */
  function frame(holder, axis) {
    for (let each = holder; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.clipPath !== "none" || style.position === "fixed") return undefined;
      const overflow = axis === "x" ? style.overflowX : style.overflowY;
      if (overflow === "auto" || overflow === "scroll") return undefined;
      if (cuts(overflow)) return each;
    }
    return undefined;
  }

  /** Words that a box cuts off, and words that stick out of their own. */
  function clipped() {
    return [...pieces()].flatMap(({ holder, words }) => {
      const cut = ["x", "y"].some((axis) => {
        const box = frame(holder, axis);
        return box !== undefined && beyond(words, box.getBoundingClientRect(), axis);
      });
      const own = holder.closest(":is(a, button, p, h1, h2, h3, li, td, th, dt, dd, legend, label, span)") ?? holder;
      const { display, fontSize } = getComputedStyle(own);
      const out = display !== "inline" && [["x", 0.25], ["y", 0.15]].some(([axis, free]) => beyond(words, own.getBoundingClientRect(), axis, Number.parseFloat(fontSize) * free));
      return cut || out ? [`words ${cut ? "cut off" : "stick out"} within ${markup(holder)}`] : [];
    });
  }

  /** What moves although somebody asked for stillness. */
  function moving() {
    const still = (times) => times.split(",").every((time) => Number.parseFloat(time) === 0);
    return everything().flatMap((each) => {
      const style = getComputedStyle(each);
      const moves = style.animationName !== "none" && !still(style.animationDuration);
      return moves || !still(style.transitionDuration) ? [`moves within ${markup(each)}`] : [];
    });
  }

  /** Controls that a thumb misses. */
  function small(least) {
    const controls = document.querySelectorAll("main :is(button, select, .input, label:has(input)), .button, .act :is(a, button), .tabs a");
    return [...controls].flatMap((each) => {
      const box = each.getBoundingClientRect();
      return shown(each) && !each.closest(".console") && (box.width < least || box.height < least) ? [`${Math.round(box.width)} × ${Math.round(box.height)} within ${markup(each)}`] : [];
    });
  }

  const reachable = () =>
    [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(
      (each) => !each.disabled && each.type !== "hidden" && each.checkVisibility({ visibilityProperty: true }),
    );

  /** What shows the focus of an element: itself, or what stands for it. */
  const marked = (element) => [element, element.nextElementSibling, element.closest("label"), element.querySelector(".hit")].filter(Boolean);
  /** Whether a point of the element is in sight: not under a bar, not beyond the screen. */
  function inSight(element) {
    const target = element.getBoundingClientRect().width < 4 ? element.closest("label") ?? element : element;
    const box = target.getBoundingClientRect();
    const spots = [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.15, 0.85].map((y) => [box.left + box.width * x, box.top + box.height * y]));
    return spots.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top !== null && (target.contains(top) || top.contains(target) && top !== document.documentElement && top !== document.body && top.tagName !== "MAIN" || top.closest("label")?.control === element);
    });
  }

  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  function luminance(colour) {
    const [red, green, blue] = channels(colour).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function contrast(one, other) {
    const [darker, brighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (brighter + 0.05) / (darker + 0.05);
  }

  /** The colour that lies around an element. */
  function ground(element) {
    for (let each = element.parentElement; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (channels(backgroundColor)[3] !== 0) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  }

  /** What rings an element, or what stands for it: the colour of a line of two pixels or more. */
  function ringed(element) {
    for (const each of marked(element)) {
      const { outlineStyle, outlineWidth, outlineColor, stroke, strokeWidth } = getComputedStyle(each);
      if (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2) return outlineColor;
      if (each.matches(".hit") && Number.parseFloat(strokeWidth) >= 2) return stroke;
    }
    return undefined;
  }

  /** Whether it can be seen that an element has the focus: a ring of 3 to 1 on its ground, and nothing over it. */
  function seen(element) {
    const ring = ringed(element);
    if (ring === undefined) return [`focus does not show within ${markup(element)}`];
    const faint = contrast(ring, ground(element)) < 3;
    return [
      ...(faint ? [`focus shows too faintly, ${ring} on ${ground(element)}, within ${markup(element)}`] : []),
      ...(inSight(element) ? [] : [`focus is hidden within ${markup(element)}`]),
    ];
  }

  /** What is wrong where the focus is now. */
  const here = () => (document.activeElement?.matches("body, main, [tabindex='-1']") ?? true ? [] : seen(document.activeElement));

  /** Gives the focus to everything that takes it, in order: where it cannot be seen. */
  function focus() {
    const found = [];
    for (const element of reachable()) {
      const before = ringed(element);
      element.focus();
      if (document.activeElement !== element) continue;
      if (before !== undefined) found.push(`has a ring without the focus within ${markup(element)}`);
      found.push(...seen(element));
      element.blur();
    }
    scrollTo(0, 0);
    return found;
  }

  /** Lets the text take the room that WCAG 1.4.12 grants it. */
  function space() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
  }

  /** Sets the browser's own type size, in per cent. */
  function size(percent) {
    document.adoptedStyleSheets = [];
    document.documentElement.style.fontSize = `${percent}%`;
  }

  return { axe, misnamed, sideways, clipped, moving, small, focus, here, space, size };
})();
