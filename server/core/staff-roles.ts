/** What each role of the staff may do: one table, which the procedures enforce and the pages mirror. */

/**
 * look: read everything but people. care: what is safe or mended by doing it again, and a customer's rooms in their place.
 * drive: the life of services and tasks. house: settings, nodes, groups, products. people: who is let in, and WHMCS's keys.
 */
export const abilities = ['look', 'care', 'drive', 'house', 'people'] as const;
export type Ability = (typeof abilities)[number];

/** Mightiest first. */
export const staffRoles = ['owner', 'admin', 'operator', 'support', 'readOnly'] as const;
export type StaffRole = (typeof staffRoles)[number];

export const abilitiesOf: Record<StaffRole, readonly Ability[]> = {
  owner: ['look', 'care', 'drive', 'house', 'people'],
  admin: ['look', 'care', 'drive', 'house'],
  operator: ['look', 'care', 'drive'],
  support: ['look', 'care'],
  readOnly: ['look'],
};
export const may = (role: StaffRole, ability: Ability): boolean => abilitiesOf[role].includes(ability);

export const roleWords: Record<StaffRole, { title: string; means: string }> = {
  owner: { title: 'Owner', means: 'Everything, with people and the keys of WHMCS' },
  admin: { title: 'Admin', means: 'Settings, nodes and products, and all that an operator does' },
  operator: { title: 'Operator', means: 'Drives services: orders, suspends, redeploys, terminates, skips steps' },
  support: { title: 'Support', means: 'Looks, tries again, and edits a customer’s rooms in their place' },
  readOnly: { title: 'Read only', means: 'Looks, and changes nothing' },
};

const listed = new Intl.ListFormat('en', { type: 'disjunction' });
/** Why somebody may not, and who may: the server's refusal and the page's reason are the same sentence. */
export const whyNot = (ability: Ability): string => `Your role does not allow this: it takes ${listed.format(staffRoles.filter((role) => may(role, ability)).map((role) => roleWords[role].title))}`;

/** What a WHMCS may give to its admins: whoever holds a billing system shall not be an owner here by that. */
export const lentRoles = ['admin', 'operator', 'support', 'readOnly'] as const satisfies readonly StaffRole[];
export type LentRole = (typeof lentRoles)[number];
