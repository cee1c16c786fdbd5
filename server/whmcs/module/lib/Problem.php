<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** A failure in words that a person may read: one sentence, no secret, no path. */
final class Problem extends \RuntimeException
{
    /** @param int $status of HTTP; 0 when there was no answer */
    public function __construct(string $sentence, public readonly int $status = 0)
    {
        parent::__construct($sentence);
    }
}
