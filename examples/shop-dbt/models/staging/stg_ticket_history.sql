select
  history_id,
  ticket_id,
  status,
  assignee,
  changed_at
from {{ source('support', 'ticket_history') }}
