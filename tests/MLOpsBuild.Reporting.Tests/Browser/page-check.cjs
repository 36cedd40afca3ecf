// Opens a page in Chromium at a desk's and a phone's width, light and dark, and prints as JSON what is wrong with it.
// Arguments: the folder with node_modules, Chromium, the page, and optionally a folder for screenshots.
const [peers, chromium, page, shots] = process.argv.slice(2);
const fs = require('fs');
const path = require('path');
const { chromium: browserType } = require(path.join(peers, 'node_modules', 'playwright-core'));
const axe = fs.readFileSync(path.join(peers, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

// Runs in the page. Boxes are those of the glyphs' lines, so two points of air are no overlap.
function layout() {
  const problems = [];
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > room) problems.push(`the page is ${document.documentElement.scrollWidth} wide where there is room for ${room}`);
  for (const svg of document.querySelectorAll('svg[role=img]')) {
    const frame = svg.getBoundingClientRect();
    if (frame.width === 0) continue;
    const name = svg.querySelector('title').textContent;
    const words = [...svg.querySelectorAll('text')].map(text => ({ text: text.textContent, box: text.getBoundingClientRect(), size: parseFloat(getComputedStyle(text).fontSize) * frame.width / svg.viewBox.baseVal.width })).filter(w => w.box.width > 0);
    for (const { text, box, size } of words) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) problems.push(`'${text}' leaves the chart '${name}'`);
      if (size < 9) problems.push(`'${text}' in the chart '${name}' is ${size.toFixed(1)} pixels high`);
    }
    words.forEach((a, i) => words.slice(i + 1).forEach(b => {
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (across > 1 && down > 3) problems.push(`'${a.text}' and '${b.text}' overlap in the chart '${name}'`);
    }));
  }
  return problems;
}

(async () => {
  const browser = await browserType.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  const found = [];
  for (const [width, height] of [[1280, 900], [390, 844]]) {
    for (const colorScheme of ['light', 'dark']) {
      const place = `${width} ${colorScheme}`;
      const context = await browser.newContext({ viewport: { width, height }, colorScheme });
      const tab = await context.newPage();
      tab.on('console', message => { if (['error', 'warning'].includes(message.type())) found.push(`${place}: console: ${message.text()}`); });
      tab.on('pageerror', error => found.push(`${place}: ${error.message}`));
      await tab.goto('file://' + page);
      if (shots) await tab.screenshot({ path: path.join(shots, `${width}-${colorScheme}.png`), fullPage: true });
      await tab.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
      found.push(...(await tab.evaluate(layout)).map(problem => `${place}: ${problem}`));
      await tab.evaluate(axe);
      const { violations } = await tab.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
      for (const violation of violations) found.push(`${place}: ${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' ')}`);
      await context.close();
    }
  }
  await browser.close();
  fs.writeFileSync(1, JSON.stringify(found));
})().catch(error => { console.error(error); process.exit(1); });
