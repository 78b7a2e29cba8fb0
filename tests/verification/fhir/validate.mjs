// Validates FHIR R4 resources, all of them in one run.
// Usage: node validate.mjs < resources.json   (a list of resources)
// Prints a list of the same length: what is wrong with each, as "location: message".
import { readFileSync } from 'node:fs';
import fhir from 'fhir';

const validator = new fhir.Fhir();

// The validator does not follow an item into the items below it. Put side by side, each of them is looked at.
function opened(items = []) {
  return items.flatMap((item) => {
    const { item: below, ...rest } = item;
    const answer = rest.answer?.map(({ item: under, ...value }) => value);
    const under = (item.answer ?? []).flatMap((given) => given.item ?? []);
    return [answer ? { ...rest, answer } : rest, ...opened(below), ...opened(under)];
  });
}

function side_by_side(resource) {
  return resource.item ? { ...resource, item: opened(resource.item) } : resource;
}

// It looks for a required answer[x] by its truth, and takes an answer of 0 or false for none.
function is_there(resource, location) {
  const [, item, when] = /\.item\[(\d+)\]\.enableWhen\[(\d+)\]\.answer\[x\]$/.exec(location) ?? [];
  const condition = resource.item?.[item]?.enableWhen?.[when] ?? {};
  return ['answerInteger', 'answerDecimal', 'answerBoolean'].some((name) => [0, false].includes(condition[name]));
}

function faults(resource) {
  const flat = side_by_side(resource);
  return validator
    .validate(flat, { errorOnUnexpected: true })
    .messages.filter(({ severity }) => severity === 'error' || severity === 'fatal')
    .filter(({ location, message }) => !(message === 'Missing property' && is_there(flat, location)))
    .map(({ location, message }) => `${location}: ${message}`);
}

const resources = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(resources.map(faults)));
