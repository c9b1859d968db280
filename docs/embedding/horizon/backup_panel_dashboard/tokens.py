"""The scoped token of the user's session in Horizon."""

from openstack_auth import user as auth_user
from openstack_auth import utils


def current(request):
    return request.user.token.id


def renew(request):
    """
    Makes another token for the same project and puts it into the session, as Horizon does when the user switches
    projects. The old one is not revoked: requests that were sent with it may still be under way.

    Raises keystoneauth's ClientException when the user has to sign in again.
    """
    user = request.user
    endpoint, _changed = utils.fix_auth_url_version_prefix(user.endpoint)
    plugin = utils.get_token_auth_plugin(auth_url=endpoint, token=user.unscoped_token, project_id=user.project_id)
    session = utils.get_session(original_ip=utils.get_client_ip(request))
    token = auth_user.Token(plugin.get_access(session), unscoped_token=user.unscoped_token)
    renewed = auth_user.create_user_from_token(request, token, endpoint, services_region=user.services_region)
    auth_user.set_session_from_user(request, renewed)
    return renewed.token.id
