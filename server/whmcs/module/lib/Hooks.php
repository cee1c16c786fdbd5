<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** What hooks.php is hooked to. A hook that throws breaks the page for everybody: none does. */
final class Hooks
{
    /**
     * @param array<string, mixed> $vars
     * @return array<string, bool>
     */
    public static function beforeMail(array $vars): array
    {
        return self::calmly('beforeMail', static fn (): array => WelcomeMail::holds($vars) ? ['abortsend' => true] : [], []);
    }

    /** @param array<string, mixed> $vars */
    public static function created(array $vars): void
    {
        $params = is_array($vars['params'] ?? null) ? $vars['params'] : [];
        if (($params['moduletype'] ?? '') === 'hostwright') {
            self::calmly('created', static fn () => Pull::keepPending($params), null);
        }
    }

    /**
     * What the product page says while WHMCS does not show our own part of it.
     *
     * @param array<string, mixed> $vars
     */
    public static function productDetails(array $vars): string
    {
        return self::calmly('productDetails', static fn (): string => self::notice((int) ($vars['service']->id ?? 0)), '');
    }

    /** WHMCS ends nothing when its record of a service is deleted: we are told, and it shows on the dashboard. @param array<string, mixed> $vars */
    public static function deleted(array $vars): void
    {
        self::calmly('deleted', static fn () => Deletions::tell((int) ($vars['serviceid'] ?? 0)), null);
    }

    public static function cron(): void
    {
        self::calmly('cron', static fn () => Pull::all(), null);
    }

    private static function notice(int $serviceId): string
    {
        $params = $serviceId === 0 ? null : Whmcs::params($serviceId);
        if ($params === null || $params['status'] === 'Active') {
            return '';
        }
        if ($params['status'] === 'Pending' && Pull::isKeptPending($serviceId)) {
            return Template::render('panel', Frame::of($params));
        }
        $texts = ['Pending' => ['info', 'pending'], 'Suspended' => ['warning', 'suspended'], 'Terminated' => ['info', 'terminated'], 'Cancelled' => ['info', 'terminated']];
        [$kind, $key] = $texts[$params['status']] ?? ['', ''];
        return $key === '' ? '' : Template::render('notice', ['kind' => $kind, 'text' => Words::of($params)->say($key)]);
    }

    /**
     * @template T
     * @param callable(): T $run
     * @param T $otherwise
     * @return T
     */
    private static function calmly(string $name, callable $run, mixed $otherwise): mixed
    {
        try {
            return $run() ?? $otherwise;
        } catch (\Throwable $fault) {
            Module::words($name, $fault);
            return $otherwise;
        }
    }
}
