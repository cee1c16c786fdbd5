/** The roles as the dashboard names them. Apart from the grammar, which brings the list of public suffixes along. */
import type { Role } from '#server/core/names.ts';

export const roleList = ['web', 'mail', 'dns'] as const satisfies readonly Role[];
export const roleTitles: Record<Role, string> = { web: 'Web', mail: 'Mail', dns: 'DNS' };
