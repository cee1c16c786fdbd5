<?php

declare(strict_types=1);

use StandIn\Core;
use StandIn\Layout;
use StandIn\State;

$state = ['queue' => Core::waiting()] + State::logs();
$tickets = '';
foreach (array_reverse(State::read()['tickets'] ?? []) as $one) {
    $lines = array_map(static fn (string $text): string => '<p style="white-space:pre-line">' . Layout::text(str_replace('**', '', $text)) . '</p>', [$one['message'], ...array_map(static fn (array $note): string => "Note: {$note['message']}", $one['notes'])]);
    $tickets .= '<p><b>#' . Layout::text("{$one['tid']} {$one['subject']}") . '</b> <span class="label ' . ($one['status'] === 'Closed' ? 'label-success' : 'label-warning') . '">' . Layout::text($one['status']) . '</span></p>' . implode('', $lines);
}
$section = static fn (string $title, string $table): string => "<section class=\"box\"><h2>$title</h2><div class=\"inside\">" . Layout::table(array_slice(array_reverse($state[$table]), 0, 25)) . '</div></section>';
Layout::page('Logs and mails', Layout::adminSide(), $section('Mails that went out', 'outbox') . '<section class="box"><h2>Support Tickets</h2><div class="inside">' . ($tickets === '' ? '<p>Nothing yet.</p>' : $tickets) . '</div></section>' . $section('Notifications', 'notifications') . $section('Module Queue', 'queue') . $section('Activity Log', 'activity') . $section('Module Log', 'modulelog') . $section('API', 'apilog'));
