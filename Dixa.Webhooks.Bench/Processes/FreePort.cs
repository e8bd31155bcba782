using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>
/// Finds a free loopback port outside the range for outgoing connections, so that no connection takes it before a process listens on it or
/// while one restarts. No two processes find the same port, since each takes its ports from blocks that it locked. The tests use this file too.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Blocks = 240;
    private const int BlockSize = 50;

    private static readonly Lock OneAtATime = new();
    private static readonly List<FileStream> Locked = [];

#pragma warning disable CA5394 // Any block will do.
    private static int _block = Random.Shared.Next(Blocks);
#pragma warning restore CA5394
    private static int _next = BlockSize;

    public static int Find()
    {
        lock (OneAtATime)
        {
            for (var tries = 0; tries < Blocks * BlockSize; tries++)
            {
                if (_next == BlockSize)
                {
                    LockBlock();
                }

                var port = First + (_block * BlockSize) + _next++;
                if (IsFree(port))
                {
                    return port;
                }
            }
        }

        throw new InvalidOperationException($"No port from {First} to {First + (Blocks * BlockSize) - 1} is free.");
    }

    /// <summary>Locks the next block that no process has locked, until this process ends.</summary>
    private static void LockBlock()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "dixa-webhooks-ports")).FullName;
        for (var tries = 0; tries < Blocks; tries++)
        {
            _block = (_block + 1) % Blocks;
            try
            {
                Locked.Add(new FileStream(Path.Combine(folder, $"{First + (_block * BlockSize)}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
                _next = 0;
                return;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Another process has locked it, or a process of another user had.
            }
        }

        throw new InvalidOperationException($"Every block of ports in {folder} is locked by a process.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
