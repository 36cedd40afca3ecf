// kubernetes-check.mjs FOLDER FILE: checks every document of a YAML file against the schemas of Kubernetes (npm kubernetes-models), and for fields that its API does not know
// (attribute maps of npm @kubernetes/client-node). FOLDER holds node_modules. Prints what is wrong and ends with 1; with 0 when nothing is.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, file] = process.argv.slice(2);
// By path and not by name: names are looked up beside this file.
const load = name => import(pathToFileURL(path.resolve(folder, 'node_modules', name)));
const yaml = await load('js-yaml/dist/js-yaml.mjs');
const types = await load('@kubernetes/client-node/dist/gen/models/ObjectSerializer.js');
const problems = [];

function findUnknown(value, type, at) {
  if (value === null || typeof value !== 'object') return;
  const list = /^Array<(.*)>$/.exec(type);
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (list) return value.forEach((item, i) => findUnknown(item, list[1], `${at}[${i}]`));
  if (map) return Object.entries(value).forEach(([key, item]) => findUnknown(item, map[1], `${at}.${key}`));
  const attributes = types[type]?.getAttributeTypeMap?.();
  if (!attributes) return;
  const known = new Map(attributes.map(a => [a.baseName, a.type]));
  for (const [key, item] of Object.entries(value)) {
    if (known.has(key)) findUnknown(item, known.get(key), `${at}.${key}`);
    else problems.push(`${at}.${key}: unknown field`);
  }
}

for (const document of yaml.loadAll(fs.readFileSync(file, 'utf8'))) {
  const Model = (await load(`kubernetes-models/${document.apiVersion}/index.js`))[document.kind];
  try {
    new Model(document).validate();
  } catch (problem) {
    problems.push(problem.message);
  }
  const version = document.apiVersion.split('/').at(-1);
  findUnknown(document, version[0].toUpperCase() + version.slice(1) + document.kind, document.kind);
}

for (const problem of problems) console.log(problem);
process.exit(problems.length ? 1 : 0);
