/** `npm run contract`: writes the module's side of the contract. */
import { writeFileSync } from 'node:fs';
import { contractPhp } from '#server/whmcs/contract-php.ts';

writeFileSync(new URL('../../server/whmcs/module/lib/Contract.php', import.meta.url), contractPhp());
