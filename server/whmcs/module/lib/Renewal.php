<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** A new ticket for a page that has been open for a while, or that came out of a cache. */
final class Renewal
{
    private const CLOSED = ['Terminated', 'Cancelled', 'Fraud'];

    /**
     * @param array<string, mixed> $request of the server
     * @param array<string, mixed> $posted
     * @return array{int, array<string, string>}
     */
    public static function answer(array $request, array $posted): array
    {
        try {
            if (($request['REQUEST_METHOD'] ?? '') !== 'POST') {
                return [405, ['error' => 'Only POST']];
            }
            if (!self::isFromOurPages($request)) {
                return [403, ['error' => 'This call came from another site']];
            }
            $id = Text::plain($posted['service'] ?? '');
            $params = preg_match('/^[1-9]\d{0,9}$/', $id) === 1 ? Whmcs::params((int) $id) : null;
            $visitor = Visitor::now();
            // One answer for what is not there and what is somebody else's.
            if ($params === null || in_array($params['status'], self::CLOSED, true) || !$visitor->mayOpen($params['userid'])) {
                return [$visitor->clientId === 0 && $visitor->admin === null ? 401 : 403, ['error' => 'This service is not open to you: sign in again']];
            }
            $theme = Settings::of($params)->theme;
            return [200, ['ticket' => Ticket::sign(Server::of($params), $id, $theme, Frame::language($params), $visitor)]];
        } catch (\Throwable $fault) {
            Module::words('renewal', $fault);
            return [500, ['error' => 'No ticket could be made']];
        }
    }

    /** @param array<string, mixed> $request */
    private static function isFromOurPages(array $request): bool
    {
        $site = Text::plain($request['HTTP_SEC_FETCH_SITE'] ?? '');
        if ($site !== '') {
            return $site === 'same-origin';
        }
        $origin = Text::plain($request['HTTP_ORIGIN'] ?? '');
        $host = (string) parse_url($origin, PHP_URL_HOST);
        $port = parse_url($origin, PHP_URL_PORT);
        return $origin !== '' && strcasecmp($host . ($port === null ? '' : ":$port"), (string) preg_replace('/:(80|443)$/', '', Text::plain($request['HTTP_HOST'] ?? ''))) === 0;
    }
}
