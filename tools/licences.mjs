// Writes docs/licences.md from the packages restored for what is shipped: host, plugins, command line, client.
// --check writes nothing and says what the page and the packages differ in. Without network; see tools/licences.sh.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const page = join(root, 'docs/licences.md');
const allowed = ['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'PostgreSQL', 'public domain', 'MS-EULA-free'];
// Used unmodified, each as an assembly of its own, so that whoever runs the product can exchange it.
const lesser = { licence: 'LGPL-3.0', packages: /^Hangfire\./ };
// How a licence file is known, where a package names a file and not a licence.
const texts = [
  [/LGPL v3 License|licensed under the terms of the LGPLv3/, 'LGPL-3.0'],
  [/Public Domain/i, 'public domain'],
  [/Permission is hereby granted, free of charge/, 'MIT'],
  [/Apache License\s+Version 2\.0/, 'Apache-2.0'],
  [/Neither the name of[\s\S]*THIS SOFTWARE IS PROVIDED/, 'BSD-3-Clause'],
  [/MICROSOFT SOFTWARE LICENSE TERMS[\s\S]*\.NET LIBRARY/i, 'MS-EULA-free'],
];
// Of packages that name an address alone, what stands there, read by hand.
const atAddress = { 'zxcvbn-core': 'MIT' };
const beside = ['runtime', 'native', 'runtimeTargets', 'resource'];
const faults = [];

function projects(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['bin', 'obj', 'node_modules'].includes(entry.name) ? [] : projects(path);
    return entry.name.endsWith('.csproj') ? [path] : [];
  });
}

/** Packages of one project whose files lie beside the program, by "name/version", with the folder of each. */
function shipped(project) {
  const file = join(root, dirname(project), 'obj/project.assets.json');
  if (!existsSync(file)) {
    faults.push(`${project} is not restored: dotnet restore Modular.slnx`);
    return [];
  }
  const assets = JSON.parse(readFileSync(file, 'utf8'));
  const found = new Map();
  for (const target of Object.values(assets.targets)) {
    for (const [key, library] of Object.entries(target)) {
      const files = beside.flatMap(kind => Object.keys(library[kind] ?? {}));
      if (library.type !== 'package' || files.every(name => name.endsWith('_._'))) continue;
      const folders = Object.keys(assets.packageFolders).map(folder => join(folder, assets.libraries[key].path));
      found.set(key, folders.find(existsSync));
    }
  }
  return [...found];
}

const plain = text => text
  .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"')
  .replace(/&#169;|&#xA9;/gi, '©').replace(/&amp;/g, '&')
  .replace(/\s+/g, ' ').replace(/[|<>]/g, ' ').trim();

function licenceOf(name, folder, nuspec) {
  const [, kind, said] = nuspec.match(/<license type="(\w+)"[^>]*>([^<]*)</) ?? [];
  if (kind === 'expression') {
    const choices = said.split(' OR ').map(part => part.replace(/[()]/g, '').trim());
    const one = choices.find(part => permitted(name, part));
    return one && one !== said ? `${one} (of ${said})` : said;
  }
  const file = kind === 'file' ? said : readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
  return texts.find(([mark]) => mark.test(text))?.[1] ?? atAddress[name] ?? 'unknown';
}

const permitted = (name, licence) =>
  allowed.includes(licence) || (licence === lesser.licence && lesser.packages.test(name));

function row(name, version, licence, by, address, places) {
  if (!permitted(name, licence.replace(/ \(of .*/, '')))
    faults.push(`${name} ${version}: licence ${licence} is not on the list`);
  return `| ${name} | ${version} | ${licence} | ${by} | ${address} | ${[...places].sort().join(', ')} |`;
}

function placeOf(project) {
  if (project.startsWith('host')) return 'host';
  return project.startsWith('tools') ? 'command line' : `plugin ${basename(dirname(project))}`;
}

function packages() {
  const used = new Map();
  const sources = ['host', 'plugins', 'tools/Modular.Tools'].flatMap(projects);
  for (const project of sources) {
    const place = placeOf(project);
    for (const [key, folder] of shipped(project)) {
      if (!used.has(key)) used.set(key, { folder, places: new Set() });
      used.get(key).places.add(place);
    }
  }
  return [...used].map(([key, { folder, places }]) => {
    const [name, version] = key.split('/');
    const nuspec = readFileSync(join(folder, `${name.toLowerCase()}.nuspec`), 'utf8');
    const value = tag => plain(nuspec.match(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`))?.[1] ?? '');
    const address = value('projectUrl') || (nuspec.match(/<repository[^>]* url="([^"]*)"/)?.[1] ?? '');
    const by = value('copyright') || value('authors');
    return row(name, version, licenceOf(name, folder, nuspec), by, address, places);
  });
}

function clientPackages() {
  const lock = JSON.parse(readFileSync(join(root, 'host/client/package-lock.json'), 'utf8'));
  const shippedOnes = Object.entries(lock.packages).filter(([path, entry]) => path && !entry.dev && !entry.peer);
  return shippedOnes.map(([path, entry]) => {
    const about = JSON.parse(readFileSync(join(root, 'host/client', path, 'package.json'), 'utf8'));
    const by = typeof about.author === 'string' ? about.author : about.author?.name ?? '';
    const name = path.replace(/^.*node_modules\//, '');
    return row(name, entry.version, entry.license ?? 'unknown', plain(by), about.homepage ?? '', ['client']);
  });
}

const byName = (a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1;
const heads = ['| package | version | licence | by | address | part of |', '| --- | --- | --- | --- | --- | --- |'];
const table = rows => [...heads, ...rows.sort(byName)];
const text = [
  '# Licences of what is shipped',
  '',
  'Written by `tools/licences.sh` from the restored packages; a test holds the page to them. Listed is what lies',
  'beside the program: direct and transitive packages of host, plugins and command line, and what the browser',
  'gets. Analyzers, test tools and the .NET runtime are not shipped.',
  '',
  `Allowed are ${allowed.join(', ')}, and ${lesser.licence} for Hangfire.`,
  '',
  '## .NET packages',
  '',
  ...table(packages()),
  '',
  '## Files for the browser',
  '',
  ...table(clientPackages()),
  '',
  'Scalar.AspNetCore carries its page as one script built by its makers, under the same licence.',
  '',
  '## What LGPL-3.0 asks, and how the product meets it',
  '',
  'Hangfire is used as it was published, each package as an assembly of its own that the program loads when it starts.',
  '',
  '- Say that it is used and under which licence: this page, which lies beside the program as `licences/licences.md`.',
  '- Give the licence: `licences/hangfire/COPYING.LESSER` (LGPL-3.0) and `COPYING` (GPL-3.0, on which it builds) are',
  '  copied from the package at every build.',
  '- Let whoever runs the product exchange the library: put another build of `Hangfire.*.dll` with that interface in',
  '  its place. Nothing checks or signs it, and nothing is linked into one file; publish without trimming and not as a',
  '  single file.',
  '- Give the source: it is not changed, so the address in the table is enough.',
  '',
].join('\n');

const check = process.argv.includes('--check');
if (check) {
  const old = existsSync(page) ? readFileSync(page, 'utf8').split('\n') : [];
  const now = text.split('\n');
  now.filter(line => !old.includes(line)).forEach(line => faults.push(`docs/licences.md lacks: ${line}`));
  old.filter(line => !now.includes(line)).forEach(line => faults.push(`docs/licences.md has too much: ${line}`));
} else if (faults.length === 0) {
  writeFileSync(page, text);
}
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
