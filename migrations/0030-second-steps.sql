-- liquibase formatted sql

-- changeset muster:0030-second-steps
-- Who came by the word of a provider waits for the second factor as well.
alter table pending_sign_ins drop constraint pending_sign_ins_authentication_check;
alter table pending_sign_ins add check (authentication in ('password', 'ldap', 'oidc'));
