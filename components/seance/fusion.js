// fusion.js: a change (from one value to another) put on a third one: undo, redo, and two windows of the same meeting.
const same = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);
const ordered = (_, value) => (plain(value) ? Object.fromEntries(Object.entries(value).sort()) : value);
const alike = (one, other) => JSON.stringify(one, ordered) === JSON.stringify(other, ordered);
const plain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const keyed = (value) => Array.isArray(value) && value.every((one) => plain(one) && "cle" in one);
const keys = (list) => list.map((one) => one.cle);

function onto(current, from, to) {
  if (same(from, to)) return current;
  if (same(current, from)) return to;
  if ([current, from, to].every(keyed)) return ontoList(current, from, to);
  if (![current, from, to].every(plain)) return to;
  const made = { ...current };
  for (const each of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (each in to) made[each] = onto(current[each], from[each], to[each]);
    else if (same(current[each], from[each])) delete made[each];
  }
  return made;
}
// Items by their key: taken away, put in, moved, changed; those that the change does not know stay where they are.
function ontoList(current, from, to) {
  const [held, was, will] = [current, from, to].map((list) => new Map(list.map((one) => [one.cle, one])));
  const moved = !same(keys(from).filter((cle) => will.has(cle)), keys(to).filter((cle) => was.has(cle)));
  const [first, second] = (moved ? [to, current] : [current, to]).map(keys), order = [...first];
  second.forEach((cle, at) => {
    if (!order.includes(cle)) order.splice(at ? order.indexOf(second[at - 1]) + 1 : 0, 0, cle);
  });
  const kept = (cle) => (will.has(cle) ? held.has(cle) || !was.has(cle) : held.has(cle) && !was.has(cle));
  return order.filter(kept).map((cle) => (held.has(cle) && was.has(cle) && will.has(cle) ? onto(held.get(cle), was.get(cle), will.get(cle)) : held.get(cle) ?? will.get(cle)));
}
