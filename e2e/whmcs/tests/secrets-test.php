<?php

declare(strict_types=1);

/** After all the others: what they left behind for people to read. */

use StandIn\State;
use WHMCS\Module\Server\Hostwright\Text;

test('no secret in anything that anybody can read', function (): void {
    $state = State::logs();
    yes(count($state['modulelog']) > 100 && count($state['activity']) > 5, 'the logs were not written');
    $all = implode("\n", [...Seen::$texts, ...leaves($state)]);
    foreach ([Seen::KEY, Seen::PASSWORD, ...array_values(Seen::UNUSED), ...array_values(Seen::CLIENT)] as $secret) {
        foreach (Text::forms($secret) as $form) {
            yes(!str_contains($all, $form), "a secret is readable as $form");
        }
    }
    yes(preg_match('/#\d+ |\/lib\/|Stack trace/', $all) !== 1, 'a trace or a path is readable');
    // WHMCS would have masked them: nothing was there to be masked.
    yes(!str_contains($all, '****'), 'a secret was handed to the log');
});
