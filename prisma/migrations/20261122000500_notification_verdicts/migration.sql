-- Gateways that sign nothing are known by where they call from; and some tell of more than payments.
alter table payment_notification drop constraint payment_notification_verdict;
alter table payment_notification add constraint payment_notification_verdict check (
  verdict in (
    'accepted', 'duplicate', 'bad_signature', 'bad_source', 'bad_amount', 'unknown_order', 'malformed', 'ignored'
  )
);
