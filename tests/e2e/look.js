// Every text that can be seen on the screen: its words, size, contrast with what is behind it, and whether a part of it is cut off.
(round) => {
  const channel = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const parts = (color) => color.match(/[\d.]+/g).map(Number);
  const light = (color) => {
    const [red, green, blue] = parts(color).map((each) => channel(each / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05);
  const solid = (color) => parts(color).length === 3 || parts(color)[3] === 1;

  // What is painted behind a text: the nearest box below it with a colour of its own, its parents or what lies under them.
  const behind = (paragraph, box) => {
    const under = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const painted = under.find((each) => each !== paragraph && solid(getComputedStyle(each).backgroundColor));
    return getComputedStyle(painted || document.body).backgroundColor;
  };
  const outside = (box, frame) => box.left < frame.left - 1.5 || box.top < frame.top - 1.5 || box.right > frame.right + 1.5 || box.bottom > frame.bottom + 1.5;
  const offCircle = (box) => {
    const radius = innerHeight / 2;
    return [box.left, box.right].some((x) => [box.top, box.bottom].some((y) => Math.hypot(x - radius, y - radius) > radius + 1));
  };

  // Word by word: the space at the end of a line takes no room.
  const wordsOf = (paragraph) => {
    const boxes = [];
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const word of walker.currentNode.data.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        boxes.push(...range.getClientRects());
      }
    }
    return boxes;
  };

  const seen = [];
  for (const paragraph of document.querySelectorAll("#view p, #view button")) {
    const text = paragraph.textContent.trim();
    if (!text || !paragraph.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const lines = wordsOf(paragraph).filter((each) => each.width > 1);
    const box = paragraph.getBoundingClientRect();
    const frames = [];
    for (let each = paragraph.parentElement; each && each.id !== "view"; each = each.parentElement) {
      if (getComputedStyle(each).overflow !== "visible") frames.push(each.getBoundingClientRect());
    }
    const scrolled = paragraph.closest(".apl-grid-sequence, [class*=equence]");
    const gone = frames.some((frame) => box.right <= frame.left || box.left >= frame.right || box.bottom <= frame.top || box.top >= frame.bottom);
    if (gone) continue; // a page that is not turned to, or an answer further down a list
    // The strokes of letters keep within their own size, whatever the height of the line.
    const size = parseFloat(getComputedStyle(paragraph).fontSize);
    const inked = lines.map((line) => {
      const middle = (line.top + line.bottom) / 2;
      return { left: line.left, right: line.right, top: middle - size * 0.4, bottom: middle + size * 0.4 };
    });
    const cut = inked.some((line) => frames.some((frame) => outside(line, frame)) || (round && !scrolled && offCircle(line)));
    seen.push({ text, size, contrast: ratio(getComputedStyle(paragraph).color, behind(paragraph, box)), clipped: cut });
  }
  return seen;
}
