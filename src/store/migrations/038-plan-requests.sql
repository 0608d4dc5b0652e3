-- 038-plan-requests.sql: a request may pay a plan down, and a message may be about a plan

-- The plan whose installments the money through the link pays; NULL: it changes no plan.
ALTER TABLE requests ADD COLUMN plan_id INTEGER REFERENCES plans (id);

-- NULL: it is about no plan, or was written before that was kept.
ALTER TABLE messages ADD COLUMN plan_id INTEGER REFERENCES plans (id);

CREATE INDEX messages_by_plan ON messages (plan_id, written_at) WHERE plan_id IS NOT NULL;
