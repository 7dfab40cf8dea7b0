import type { Directory } from './directory.ts';
import type { Scope, Scopes } from './scopes.ts';
import { firstNames, lastNames } from './seed/words.ts';
import { createdBase, type Store } from './store.ts';
import type { Person, World } from './world.ts';

/** People of a company beyond the directory's users. */
const otherPeople = 14;

/** The world of one directory; `store` is asked only after it was made. */
export function createWorld(directory: Directory, scopes: Scopes, store: () => Store): World {
  const known = new Map<number, readonly Person[]>();
  const companyScope = (scope: Scope): Scope | undefined => scopes.company(String(scope.company.id));
  const people = (scope: Scope): readonly Person[] => {
    const made = known.get(scope.company.id);
    if (made !== undefined) return made;
    const all = peopleOf(directory, scope, index => userId(scope, index));
    known.set(scope.company.id, all);
    return all;
  };
  const userId = (scope: Scope, index: number): number => {
    const shelf = store().shelf('users', companyScope(scope) ?? scope, []);
    return store().row(shelf, index).id;
  };
  return {
    directory,
    people,
    companyScope,
    reference: (row, name) => store().reference(row, name),
    above: (row, name) => store().above(row, name),
    nameOf: (row, name, id) => store().nameOf(row, name, id),
    folderId: (scope, index) => store().row(store().shelf('folders', scope, []), index).id,
    stored: (row, name) => store().stored(row)?.[name],
    seededRows: row => store().shelf(row.collection, row.scope, row.parents).count,
    createdBefore: row => Math.max(0, row.index - createdBase),
  };
}

function peopleOf(directory: Directory, scope: Scope, idOf: (index: number) => number): readonly Person[] {
  const users = directory.users.filter(user => directory.userSeesCompany(user.id, scope.company.id));
  const others = Array.from({ length: otherPeople }, (_, index): Person => {
    const firstName = firstNames[(index * 7 + 3) % firstNames.length] ?? '';
    const lastName = lastNames[(index * 11 + 5) % lastNames.length] ?? '';
    const login = `${firstName}.${lastName}@harborpine.example`.toLowerCase();
    return { id: idOf(users.length + index), login, name: `${firstName} ${lastName}`, firstName, lastName };
  });
  return [...users, ...others];
}
