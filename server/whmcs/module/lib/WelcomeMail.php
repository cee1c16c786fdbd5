<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

use WHMCS\Database\Capsule;

/**
 * WHMCS sends a product's welcome mail the moment that an order is accepted, when nothing is there yet. It is held until
 * the service is deployed; whoever sends it then, it is sent once.
 */
final class WelcomeMail
{
    private const HELD = 'mail';

    /** @var array<int, string> states that this very request has learned by creating */
    private static array $states = [];
    private static bool $releasing = false;

    /** @param array<string, mixed> $accepted */
    public static function accepted(int $serviceId, array $accepted): void
    {
        self::$states[$serviceId] = $accepted['state'];
    }

    public static function stateNow(int $serviceId): string
    {
        return self::$states[$serviceId] ?? '';
    }

    /**
     * Whether WHMCS must not send this now.
     *
     * @param array<string, mixed> $vars
     */
    public static function holds(array $vars): bool
    {
        $serviceId = (int) ($vars['relid'] ?? 0);
        $message = Text::plain($vars['messagename'] ?? '');
        if (self::$releasing || $serviceId === 0 || $message === '') {
            return false;
        }
        // Cheap before dear: this runs for every mail that WHMCS sends.
        $template = Capsule::table('tblemailtemplates')->where('name', $message)->where('type', 'product')->first();
        $params = $template === null ? null : Whmcs::params($serviceId);
        if ($template === null || $params === null || $params['welcomeemail'] !== (int) $template->id || Settings::of($params)->mailAtOnce) {
            return false;
        }
        if (self::isDeployed($serviceId, $params)) {
            Marks::clear($serviceId, self::HELD);
            return false;
        }
        Whmcs::logActivity("the mail \"$message\" of service $serviceId is held until the service is deployed", $params['userid']);
        // The last that can fail: one that is marked and goes out after all would go out twice.
        Marks::set($serviceId, self::HELD, $message);
        return true;
    }

    /** The product has a welcome mail of its own, which WHMCS sends, or which is held here. */
    public static function isOfProduct(int $serviceId): bool
    {
        return (Whmcs::params($serviceId)['welcomeemail'] ?? 0) !== 0;
    }

    public static function release(int $serviceId): void
    {
        $message = Marks::get($serviceId, self::HELD);
        if ($message === null) {
            return;
        }
        self::$releasing = true;
        try {
            Whmcs::api('SendEmail', ['messagename' => $message, 'id' => $serviceId]);
            Marks::clear($serviceId, self::HELD);
        } finally {
            self::$releasing = false;
        }
    }

    /** What can not be asked counts as deployed: better a mail too early than none. @param array<string, mixed> $params */
    private static function isDeployed(int $serviceId, array $params): bool
    {
        $state = self::$states[$serviceId] ?? '';
        if ($state === '') {
            try {
                $state = (new Client(Server::of($params)))->call('service.status', ['serviceId' => (string) $serviceId], Client::GLANCE)['state'];
            } catch (Problem) {
                return true;
            }
        }
        return !in_array($state, ['waiting', 'deploying', 'failed'], true);
    }
}
