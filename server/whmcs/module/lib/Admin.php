<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** What WHMCS's own staff see. */
final class Admin
{
    private const STATES = [
        'waiting' => ['Waiting for room', 'warning'], 'deploying' => ['Deploying', 'info'], 'active' => ['Active', 'success'], 'failed' => ['Failed', 'danger'],
        'suspended' => ['Suspended', 'warning'], 'terminating' => ['Terminating', 'info'], 'terminated' => ['Terminated', 'default'],
    ];
    private const CLOCK_SECONDS = 60;

    /** Empty when all is well. WHMCS shows nothing else of a test, so that one text says it all. */
    public static function connectionFault(Client $client): string
    {
        $facts = $client->call('service.ping', [], [2.0, 4.0]);
        $faults = [];
        $ahead = (int) (strtotime($facts['now']) - time());
        if (abs($ahead) > self::CLOCK_SECONDS) {
            $faults[] = 'The clocks differ by ' . abs($ahead) . ' seconds (Hostwright is ' . ($ahead > 0 ? 'ahead' : 'behind') . '): the panel will not open in the client area until both are right.';
        }
        $order = version_compare(Client::VERSION, (string) ($facts['module'] ?? Client::VERSION));
        if ($order !== 0) {
            $faults[] = 'This module is ' . Client::VERSION . " and Hostwright comes with {$facts['module']}: " . ($order < 0 ? 'copy its folder into WHMCS anew.' : 'upgrade Hostwright.');
        }
        if ($facts['nodes'] === 0) {
            $faults[] = 'Hostwright has no node yet: add one on its dashboard.';
        } elseif ($facts['nodesDown'] !== []) {
            $names = implode(', ', array_slice($facts['nodesDown'], 0, 5));
            $faults[] = count($facts['nodesDown']) . " of {$facts['nodes']} nodes can not be reached: $names.";
        }
        if ($facts['products'] === 0) {
            $faults[] = 'Hostwright has no product yet: make one on its dashboard.';
        }
        $callback = $facts['callback'];
        if ($callback !== null && ($callback['ok'] ?? null) === false) {
            $faults[] = 'Hostwright can not call this WHMCS back: ' . Text::plain($callback['message'] ?? '');
        }
        if ($faults === []) {
            return '';
        }
        return Text::sentence("The key is right (instance {$facts['instance']}, Hostwright {$facts['version']}), but: " . implode(' ', $faults), [], 1000);
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, string>
     */
    public static function fields(array $params): array
    {
        $server = Server::of($params);
        try {
            $status = (new Client($server))->call('service.status', ['serviceId' => Order::serviceId($params)], Client::GLANCE);
        } catch (Problem $problem) {
            if ($problem->status !== 404) {
                throw $problem;
            }
            return ['Hostwright' => self::pill('Not ordered yet', 'default') . ' Create orders it.'];
        }
        [$word, $tone] = self::STATES[$status['state']] ?? [$status['state'], 'default'];
        $steps = in_array($status['state'], ['deploying', 'failed', 'terminating'], true) && $status['total'] > 0 ? ", step {$status['done']} of {$status['total']}" : '';
        $fields = ['Hostwright' => self::pill($word . $steps, $tone) . ' ' . self::links($status['url'], Settings::of($params)->panel($server))];
        if ($status['pending'] !== null) {
            $fields['What is to come'] = Text::html($status['pending']);
        }
        if ($status['error'] !== null) {
            $fields['What did not work'] = '<span class="text-danger">' . Text::html($status['error']) . '</span>';
        }
        return $fields + ['Reference' => '<code>' . Text::html($status['reference']) . '</code>, product ' . Text::html($status['product'])];
    }

    /** The status pill of the stock admin theme. */
    private static function pill(string $text, string $tone): string
    {
        return "<span class=\"label label-$tone\">" . Text::html($text) . '</span>';
    }

    /** Only links that lead to Hostwright. */
    private static function links(string $url, string $panel): string
    {
        $path = (string) parse_url($url, PHP_URL_PATH);
        if (preg_match('~^/services/\d+$~', $path) !== 1) {
            return '';
        }
        $to = static fn (string $rest, string $word): string => '<a href="' . Text::html($panel . $path . $rest) . "\" target=\"_blank\" rel=\"noopener noreferrer\">$word</a>";
        return implode(' · ', [$to('/deploy', 'Deploy'), $to('/tasks', 'Tasks'), $to('', 'Overview')]);
    }
}
