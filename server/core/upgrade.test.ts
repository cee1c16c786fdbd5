import { expect, it } from 'vitest';
import { isUpgradeAddress, upgradeAddress } from './upgrade.ts';

const usual = '{whmcs}/upgrade.php?type=package&id={service}';
const at = { origin: 'https://billing.example', externalId: '12&x=1' };

it('names the WHMCS and the service, and is never anything but a page of the web', () => {
  expect(upgradeAddress(usual, at)).toBe('https://billing.example/upgrade.php?type=package&id=12%26x%3D1');
  expect(upgradeAddress('https://shop.example/plans', at)).toBe('https://shop.example/plans');
  expect(upgradeAddress('', at)).toBeNull();
  expect(upgradeAddress(usual, { ...at, origin: null })).toBeNull();
  expect([usual, 'http://shop.example/{service}', 'javascript:alert(1)//{whmcs}', '/upgrade.php', 'data:text/html,x'].map(isUpgradeAddress)).toEqual([true, true, false, false, false]);
});
