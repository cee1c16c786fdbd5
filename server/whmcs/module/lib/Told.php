<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

use WHMCS\Database\Capsule;

/** What Hostwright has to say in WHMCS and can not say by its API: said from in here, each once. */
final class Told
{
    /** Of each service the last ones that were said, by their numbers. */
    private const SAID = 'told';
    private const UNSAID = 'unsaid';
    private const REMEMBERED = 20;
    private const PAGES = 20;

    public static function all(Client $client, int $serverId): void
    {
        $cursor = 0;
        for ($page = 0; $page < self::PAGES; $page++) {
            $pending = $client->call('service.pending', ['cursor' => $cursor], Client::LIST);
            $said = [];
            foreach ($pending['changes'] as $change) {
                try {
                    if (self::once($serverId, $change)) {
                        $said[] = (int) $change['id'];
                    }
                } catch (\Throwable $fault) {
                    // It is offered again with the next run; the others do not wait for it.
                    self::complain($change, Module::words('pull', $fault));
                }
            }
            if ($said !== []) {
                $client->call('service.told', ['ids' => $said], Client::LIST);
            }
            if (!$pending['more']) {
                return;
            }
            $cursor = (int) $pending['cursor'];
        }
    }

    /**
     * Written down before it is said: an acknowledgement that is lost has it offered again, and must not have it said again.
     * Each by itself: one that failed, or was not due yet, comes after later ones were said. False for one that another Server
     * here has to say: two of them can have the same key.
     *
     * @param array<string, mixed> $change
     */
    private static function once(int $serverId, array $change): bool
    {
        $id = (int) $change['serviceId'];
        $number = (string) (int) $change['id'];
        $said = array_filter(explode(',', Marks::get($id, self::SAID) ?? ''));
        $service = Capsule::table('tblhosting')->where('id', $id)->first();
        if (in_array($number, $said, true) || $service === null) {
            return true;
        }
        if ((int) $service->server !== $serverId) {
            return !in_array((int) $service->server, Whmcs::serverIds(), true);
        }
        Marks::set($id, self::SAID, implode(',', array_slice([...$said, $number], -self::REMEMBERED)));
        try {
            self::say($id, $change);
        } catch (\Throwable $fault) {
            Marks::set($id, self::SAID, implode(',', $said));
            throw $fault;
        }
        return true;
    }

    /** Once, however often it is tried. @param array<string, mixed> $change */
    private static function complain(array $change, string $words): void
    {
        [$id, $number] = [(int) $change['serviceId'], (string) (int) $change['id']];
        if (Marks::get($id, self::UNSAID) !== $number) {
            Marks::set($id, self::UNSAID, $number);
            Whmcs::logActivity("Something about service ID $id could not be said here and is tried again: $words");
        }
    }

    /** @param array<string, mixed> $change */
    private static function say(int $id, array $change): void
    {
        match ($change['kind']) {
            'activity' => Whmcs::logActivity($change['text'], (int) $change['clientId']),
            'notify' => self::notify($id, $change),
            'mail' => self::mail($id, $change),
            // A newer server has more to say than this module knows.
            default => null,
        };
    }

    /** @param array<string, mixed> $change */
    private static function notify(int $id, array $change): void
    {
        Whmcs::api('TriggerNotificationEvent', [
            'notification_identifier' => 'hostwright', 'title' => $change['title'], 'message' => $change['text'], 'status' => $change['status'], 'statusStyle' => $change['status'] === 'Success' ? 'success' : 'danger',
            ...array_filter(['url' => (string) ($change['url'] ?? '')]), 'attributes' => [['label' => 'Service', 'value' => (string) $id]],
        ]);
    }

    /** @param array<string, mixed> $change */
    private static function mail(int $id, array $change): void
    {
        if ($change['event'] === 'welcome' && WelcomeMail::isOfProduct($id)) {
            WelcomeMail::release($id);
            return;
        }
        Whmcs::api('SendEmail', ['messagename' => $change['template'], 'id' => $id]);
    }
}
