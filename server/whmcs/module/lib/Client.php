<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** One call to Hostwright: plain curl, short limits, strict about what comes back. */
final class Client
{
    public const VERSION = '1.0.0';
    /** Seconds for a connection, and in all. */
    public const COMMAND = [3.0, 8.0];
    /** For what a person waits for while a page is made. */
    public const GLANCE = [1.0, 2.0];
    /** For the cron: all services at once. */
    public const LIST = [3.0, 30.0];

    private const REST_SECONDS = 30.0;
    private const MOST_BYTES = 33554432;
    private const UNREACHABLE = 'Hostwright could not be reached';

    /** @var array<string, array{float, string, bool}> what does not answer, until when it is left alone, why, and whether only by those in a hurry */
    private static array $resting = [];
    private static ?\CurlHandle $curl = null;

    public function __construct(private readonly Server $server)
    {
    }

    /** A cron that runs for hours asks again after half a minute; a test at once. */
    public static function wake(): void
    {
        self::$resting = [];
    }

    /**
     * @param array<string, mixed> $input
     * @param array{float, float} $limits
     * @param list<string> $secrets what must turn up in no text
     * @return array<string, mixed>
     */
    public function call(string $procedure, array $input = [], array $limits = self::COMMAND, array $secrets = []): array
    {
        [$kind, $takes, $gives] = Contract::PROCEDURES[$procedure] ?? throw new \LogicException("There is no procedure $procedure");
        $unknown = array_diff(array_keys($input), $takes);
        if ($unknown !== []) {
            throw new \LogicException("$procedure takes no " . implode(', ', $unknown));
        }
        $secrets[] = $this->server->key;
        $started = microtime(true);
        $status = 0;
        try {
            [$status, $body, $location] = $this->send($procedure, $kind, self::json($input), $limits);
            $data = self::read($status, $body, $location);
            Shape::check($data, $gives, $procedure);
            $this->note($procedure, $input, $status, $started, 'ok', $secrets);
            return $data;
        } catch (Problem $problem) {
            $problem = new Problem(Text::sentence($problem->getMessage(), $secrets), $problem->status);
            $this->note($procedure, $input, $status, $started, $problem->getMessage(), $secrets);
            throw $problem;
        }
    }

    /** @param array<string, mixed> $input */
    private static function json(array $input): string
    {
        // An empty list and one with the keys 0, 1 … would not be the map that is meant.
        foreach (['options', 'customFields'] as $map) {
            if (array_key_exists($map, $input)) {
                $input[$map] = (object) $input[$map];
            }
        }
        return json_encode((object) $input, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    }

    /**
     * @param array{float, float} $limits
     * @return array{int, string, string} status, body, where a redirection leads
     */
    private function send(string $procedure, string $kind, string $json, array $limits): array
    {
        [$until, $why, $onlyHasty] = self::$resting[$this->server->url] ?? [0.0, '', false];
        if (microtime(true) < $until && (!$onlyHasty || self::isHasty($limits))) {
            throw new Problem($why);
        }
        $address = "{$this->server->url}/api/trpc/$procedure";
        $query = $kind === 'query';
        $curl = self::$curl ??= curl_init();
        curl_reset($curl);
        $body = '';
        $location = '';
        curl_setopt_array($curl, [
            CURLOPT_URL => $query && $json !== '{}' ? "$address?input=" . rawurlencode($json) : $address,
            CURLOPT_HTTPHEADER => $this->headers($query),
            CURLOPT_CONNECTTIMEOUT_MS => (int) ($limits[0] * 1000),
            CURLOPT_TIMEOUT_MS => (int) ($limits[1] * 1000),
            CURLOPT_NOSIGNAL => true,
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_SSL_VERIFYPEER => true,
            CURLOPT_SSL_VERIFYHOST => 2,
            CURLOPT_ENCODING => '',
            CURLOPT_USERAGENT => 'Hostwright-WHMCS/' . self::VERSION . ' PHP/' . PHP_VERSION,
            CURLOPT_WRITEFUNCTION => static function ($_, string $piece) use (&$body): int {
                $body .= $piece;
                return strlen($body) > self::MOST_BYTES ? 0 : strlen($piece);
            },
            CURLOPT_HEADERFUNCTION => static function ($_, string $line) use (&$location): int {
                if (stripos($line, 'location:') === 0) {
                    $location = trim(substr($line, 9));
                }
                return strlen($line);
            },
        ]);
        if (defined('CURLOPT_PROTOCOLS_STR')) {
            curl_setopt($curl, CURLOPT_PROTOCOLS_STR, 'http,https');
        }
        if (!$query) {
            curl_setopt($curl, CURLOPT_POSTFIELDS, $json);
        }
        if (curl_exec($curl) === false) {
            throw $this->unreachable(curl_errno($curl), $limits);
        }
        return [(int) curl_getinfo($curl, CURLINFO_RESPONSE_CODE), $body, $location];
    }

    /** @return list<string> */
    private function headers(bool $query): array
    {
        $type = $query ? [] : ['Content-Type: application/json', 'Expect:'];
        return [...$type, 'Accept: application/json', "Authorization: Bearer {$this->server->key}", 'X-Module-Version: ' . self::VERSION, 'X-WHMCS-Version: ' . Whmcs::version()];
    }

    /** @param array{float, float} $limits */
    private static function isHasty(array $limits): bool
    {
        return $limits[1] < self::COMMAND[1];
    }

    /**
     * Hundreds of services may come after this one: they are not each kept waiting for the same silence. What did not answer a
     * glance in time may be slow and well: that keeps away other glances, and no command.
     *
     * @param array{float, float} $limits
     */
    private function unreachable(int $code, array $limits): Problem
    {
        $why = match ($code) {
            CURLE_COULDNT_RESOLVE_HOST => 'its name is not known in DNS',
            CURLE_COULDNT_CONNECT => 'nothing listens at this address and port, or a firewall refuses',
            CURLE_OPERATION_TIMEDOUT => "no answer within $limits[1] seconds",
            CURLE_SSL_CACERT, CURLE_SSL_PEER_CERTIFICATE => 'its certificate is not trusted: it must be valid for the hostname of the server',
            CURLE_SSL_CONNECT_ERROR => 'no secure connection could be made: look at the port and at Secure',
            CURLE_WRITE_ERROR => 'its answer is far too long',
            default => "the connection broke (curl $code)",
        };
        $sentence = self::UNREACHABLE . ": $why.";
        self::$resting[$this->server->url] = [microtime(true) + self::REST_SECONDS, $sentence, $code === CURLE_OPERATION_TIMEDOUT && self::isHasty($limits)];
        return new Problem($sentence);
    }

    /** @return array<string, mixed> */
    private static function read(int $status, string $body, string $location): array
    {
        if ($status >= 300 && $status < 400) {
            $host = (string) parse_url($location, PHP_URL_SCHEME) . '://' . (string) parse_url($location, PHP_URL_HOST);
            throw new Problem("Hostwright's address redirects" . ($host === '://' ? '' : " to $host") . ": set hostname, port and Secure of the server so that they lead there directly (HTTP $status).", $status);
        }
        $answer = json_decode($body, true, 64);
        if (is_array($answer) && isset($answer['error']) && is_array($answer['error'])) {
            throw self::refused($status, $answer['error']);
        }
        if ($status === 200 && is_array($answer) && array_key_exists('result', $answer) && is_array($answer['result'])) {
            $data = $answer['result']['data'] ?? [];
            if (is_array($data)) {
                return $data;
            }
        }
        $what = is_array($answer) ? 'something that this module does not know' : ($body === '' ? 'nothing' : 'a page instead of data');
        throw new Problem("Hostwright's address answered with $what (HTTP $status): " . ($status >= 500 ? 'it is down, or a proxy before it is; try again in a moment.' : 'look whether the hostname of the server is the one of Hostwright.'), $status);
    }

    /** @param array<mixed> $error */
    private static function refused(int $status, array $error): Problem
    {
        $error = isset($error['json']) && is_array($error['json']) ? $error['json'] : $error;
        $data = isset($error['data']) && is_array($error['data']) ? $error['data'] : [];
        $ref = Text::plain($data['ref'] ?? '');
        $ref = preg_match('/^[0-9A-Za-z-]{1,32}$/', $ref) === 1 ? $ref : '';
        $message = Text::plain($error['message'] ?? '');
        $message = $message !== '' ? $message : "Hostwright refused this (HTTP $status)";
        return new Problem($ref === '' || str_contains($message, $ref) ? $message : "$message [$ref]", $status);
    }

    /**
     * Which call, about which service, and what came of it: never what was sent.
     *
     * @param array<string, mixed> $input
     * @param list<string> $secrets
     */
    private function note(string $procedure, array $input, int $status, float $started, string $outcome, array $secrets): void
    {
        $ms = (int) round((microtime(true) - $started) * 1000);
        $about = isset($input['serviceId']) ? "service {$input['serviceId']}" : 'all services';
        Whmcs::logCall($procedure, "$procedure, $about", "HTTP $status in $ms ms: $outcome", $secrets);
    }
}
