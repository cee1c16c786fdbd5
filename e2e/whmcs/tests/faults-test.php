<?php

declare(strict_types=1);

/** Every function while something fails inside that nobody foresaw: it keeps its shape, and what it was is told to the log alone. */

use WHMCS\Authentication\CurrentUser;

const FAULT = 'The Hostwright module failed inside. The Module Log of WHMCS says where.';

function failureOf(string $name): mixed
{
    return match (true) {
        $name === 'tryAgain' => 'This can not be tried again at the moment. Please contact support.',
        in_array($name, TEXTS, true), $name === 'ProductLoader' => FAULT,
        in_array($name, SIGN_ONS, true) => ['success' => false, 'errorMsg' => FAULT],
        $name === 'AdminServicesTabFields' => ['Hostwright' => FAULT],
        $name === 'ClientArea' => ['tabOverviewModuleOutputTemplate' => 'templates/notice.tpl', 'templateVariables' => ['hostwright' => [
            'kind' => 'warning', 'text' => 'Your hosting can not be shown here at the moment. It is not affected by that. Please try again in a few minutes.',
        ]]],
        in_array($name, ['CustomActions', ...METERS], true) => [],
        default => ['success' => false, 'error' => FAULT],
    };
}

/** @return array<string, mixed> */
function constants(array $params): array
{
    return array_combine(CONSTANTS, array_map(static fn (string $name): mixed => ("hostwright_$name")($params), CONSTANTS));
}

foreach (ALL as $name) {
    test("a database that fails: $name keeps its shape", static function () use ($name): void {
        CurrentUser::$admin = 1;
        $run = static fn (): mixed => answerOf($name, params(world()['fine']));
        [$well, $failed] = [$run(), 0];
        foreach (whileItFails($run) as $when => $answer) {
            // What it could do without, such as a line in a log, does not count.
            if ($answer !== $well) {
                $failed++;
                same(failureOf($name), $answer, $when);
            }
        }
        yes($failed > 0, 'nothing has failed');
        same($well, $run(), 'afterwards');
    });
}

test('a database that fails: what asks nobody answers as ever', function (): void {
    $well = constants(params(world()['fine']));
    StandIn\State::breaks(new TypeError('canary ' . Seen::PASSWORD), 0, 100_000);
    try {
        same($well, constants(params(world()['fine'])));
    } finally {
        StandIn\State::heal();
    }
});

foreach (['an Error' => '<?php throw new TypeError("canary");', 'half of it' => "<?php return ['tryAgain' =>", 'no words' => '<?php return 7;'] as $what => $broken) {
    test("a file of words that somebody has broken, $what: English stands in", function () use ($broken): void {
        $folder = getenv('STAND_IN_FOLDER') . '/modules/servers/hostwright/lang';
        $words = array_map('file_get_contents', ['german' => "$folder/german.php", 'english' => "$folder/english.php"]);
        $_SESSION['Language'] = 'german';
        $said = static fn (): array => [
            hostwright_ClientAreaCustomButtonArray(), answerOf('CustomActions', params(world()['fine']))[0][1], answerOf('tryAgain', params(world()['error'])),
            answerOf('ClientArea', params(world()['fine']))['templateVariables']['hostwright']['title'],
        ];
        try {
            same('Noch einmal versuchen', array_key_first($said()[0]));
            file_put_contents("$folder/german.php", $broken);
            same([['Try again' => 'tryAgain'], 'Open in a new tab', failureOf('tryAgain'), 'Your hosting'], $said());
            file_put_contents("$folder/english.php", $broken);
            same([['tryAgain' => 'tryAgain'], 'openPanel', 'tryAgainFailed', 'title'], $said());
        } finally {
            unset($_SESSION['Language']);
            foreach ($words as $language => $text) {
                file_put_contents("$folder/$language.php", $text);
            }
        }
    });
}
