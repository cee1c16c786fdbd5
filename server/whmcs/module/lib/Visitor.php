<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** Who sits before this page of WHMCS. */
final class Visitor
{
    /** @param array{id: string, name: string, email: string}|null $admin */
    private function __construct(public readonly int $clientId, public readonly int $userId, public readonly ?array $admin, public readonly bool $masquerading)
    {
    }

    public static function now(): self
    {
        if (!class_exists('WHMCS\Authentication\CurrentUser')) {
            return new self((int) ($_SESSION['uid'] ?? 0), 0, null, isset($_SESSION['adminid'], $_SESSION['uid']));
        }
        $now = new \WHMCS\Authentication\CurrentUser();
        $admin = $now->isAuthenticatedAdmin() ? $now->admin() : null;
        return new self((int) ($now->client()->id ?? 0), (int) ($now->user()->id ?? 0), $admin === null ? null : self::person($admin), $now->isMasqueradingAdmin());
    }

    /** In the admin area an admin is one, whatever client they look at in another tab. */
    public function isStaff(): bool
    {
        return $this->admin !== null && (defined('ADMINAREA') || (!defined('CLIENTAREA') && !$this->masquerading));
    }

    public function mayOpen(int $clientId): bool
    {
        return $clientId > 0 && ($this->clientId === $clientId || $this->isStaff());
    }

    /** @return array{id: string, name: string, email: string} */
    private static function person(object $admin): array
    {
        $name = trim(Text::decoded($admin->firstname ?? '') . ' ' . Text::decoded($admin->lastname ?? ''));
        $name = $name !== '' ? $name : Text::decoded($admin->username ?? '');
        return ['id' => Text::plain($admin->id ?? ''), 'name' => (string) preg_replace(['/\p{C}+/u', '/^(.{90}).*$/us'], ['', '$1'], $name), 'email' => Text::decoded($admin->email ?? '')];
    }
}
