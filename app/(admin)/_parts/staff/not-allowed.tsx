import { Empty } from '#app/_ui/empty.tsx';
import { type Ability, whyNot } from '#server/core/staff-roles.ts';

/** In the place of a page that the role does not hold. */
export const NotAllowed = ({ ability }: { ability: Ability }) => <Empty title="Not for your role">{`${whyNot(ability)}.`}</Empty>;
