// Formulas in, HTML out: one JSON list a line, as long as the writer of the page wants some. Started with the folder of
// the installed packages as its working folder.
const katex = require('katex');

function render({ tex, display }) {
  try {
    return { html: katex.renderToString(tex, { displayMode: display, output: 'htmlAndMathml', strict: 'ignore', trust: false, throwOnError: true, maxSize: 15 }) };
  } catch (error) {
    return { error: String(error.message) };
  }
}

require('readline')
  .createInterface({ input: process.stdin, terminal: false })
  .on('line', line => process.stdout.write(JSON.stringify(JSON.parse(line).map(render)) + '\n'));
