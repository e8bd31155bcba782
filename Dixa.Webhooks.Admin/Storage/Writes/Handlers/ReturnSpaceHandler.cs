namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class ReturnSpaceHandler : WriteHandler<WriteSession, ReturnSpace, long>
{
    protected override long Store(WriteSession session, ReturnSpace write) => session.ReturnSpace();
}
