// Reads workflows with GitHub's own parser and prints what is wrong in them.
import { readFileSync } from 'node:fs';
import { parseWorkflow, NoOperationTraceWriter } from '@actions/workflow-parser';

let found = 0;
for (const file of process.argv.slice(2)) {
  const { context } = parseWorkflow({ name: file, content: readFileSync(file, 'utf8') }, new NoOperationTraceWriter());
  for (const error of context.errors.getErrors()) {
    console.log(error.message);
    found++;
  }
}
process.exit(found > 0 ? 1 : 0);
