namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>The texts of conversations with a bicycle shop.</summary>
internal static class DemoStories
{
    public const string Orders = "Orders and delivery";
    public const string Workshop = "Workshop";
    public const string Billing = "Billing";

    public static IReadOnlyList<DemoStory> All { get; } =
    [
        new(
            "Where is my order {0}?", Orders, "delivery",
            "Hi, I ordered a rain jacket last Tuesday (order {0}) and tracking has not moved for three days. Can you see where it is?",
            "Parcel is stuck at the Taulov depot. The carrier calls back before noon.",
            "Thanks for writing! The parcel is held at a depot near Fredericia. I have asked the carrier to release it today and will let you know.",
            "Thank you. I leave for a tour on Friday, so it would be great to have it by Thursday.",
            "Good news: it is out for delivery and should be with you tomorrow before 14:00.",
            "It came, but the jacket is size L and I ordered M. What now?",
            5, "Quick, friendly, and it really came the next day."),
        new(
            "Invoice for order {0} has the wrong VAT number", Billing, "invoice",
            "Hello, could you send the invoice for order {0} again with our new VAT number? Our bookkeeping cannot use this one.",
            "Checked the new VAT number in VIES, it is valid.",
            "Of course. I have changed the VAT number on your account; the corrected invoice is attached to this mail.",
            "Perfect, that was fast. Will it be right on the next order too?",
            "Yes, it is stored with your company's account from now on.",
            "Sorry, the address on the invoice is still the old one. Could you change that as well?",
            5, "Solved with one mail."),
        new(
            "Brakes squeal after service", Workshop, "repair",
            "Hi, I picked up my Fell 3 from service on Saturday and the rear brake squeals terribly. Is that normal?",
            "Work order says new pads front and rear, discs were not cleaned.",
            "That is not how it should be, sorry! New pads can squeal for a few kilometres, but please come by and we will clean the disc, no appointment needed.",
            "I can come tomorrow at five, is somebody there?",
            "Yes, ask for Oskar. It takes ten minutes.",
            "It was quiet for a day and now it squeals again when it rains.",
            4, "Nice people. It should not have been needed, though."),
        new(
            "Return of order {0}", Orders, "return",
            "I would like to return the shoes from order {0}, they are too narrow. How do I get a label?",
            "Within 30 days, unworn. Label sent.",
            "No problem. The return label is on its way to your mail; drop the box at any parcel shop.",
            "Done, I dropped it off this morning. When do I get the money back?",
            "As soon as the parcel is scanned here, usually within three days.",
            "It has been five days and there is no refund yet. Did the parcel arrive?",
            4, "Easy return, the refund could be quicker."),
        new(
            "Charged twice for order {0}", Billing, "refund",
            "My card was charged twice for order {0}. Please check and send one of them back.",
            "Second charge is only a reservation, the bank releases it automatically.",
            "I understand that this is worrying. We took the amount once; the second one is a reservation that your bank releases within two days.",
            "OK, I will wait until Thursday then.",
            "Please do, and write to me directly if it is still there on Friday.",
            "It is Friday and the reservation is still there.",
            3, "The answer was clear, but it is my money that was gone for a week."),
        new(
            "Does the Fjord bag fit my rack?", Orders, "product-question",
            "Hello! Does the Fjord 20 bag fit a rack with 16 mm tubes? The page only says \"standard\".",
            "Asked the product team to put the tube diameter on the page.",
            "Good question! The hooks fit from 8 to 16 mm, so yes. There are inserts in the box for thinner tubes.",
            "Great, I will take two. Do you have the green one in stock in Aarhus?",
            "We do: three of them. I have put two aside for you until Saturday.",
            "One more thing: does the lid still close with a laptop in it?",
            5, "They knew their stuff and put it aside for me. Top!"),
        new(
            "Battery shows 80 % and dies", Workshop, "warranty",
            "The battery of my Fell E drops from 80 % to nothing on the first hill. The bike is 14 months old.",
            "Batch 2291 has a known fault in the cell balancing. Replace under warranty.",
            "Thank you for the serial number. That battery is covered: we replace it free of charge.",
            "That is a relief. How long will I be without the bike?",
            "One day. A new battery is reserved for you, bring the bike whenever it suits you.",
            "The new battery is great, but the display now shows an error 17.",
            5, "Warranty as it should be."),
        new(
            "Change of address for order {0}", Orders, "address",
            "I have moved and forgot to change the address. Can order {0} still go to Nørregade 12, 8000 Aarhus?",
            "Not packed yet, address changed in the warehouse system.",
            "You are just in time, it has not left yet. It now goes to Nørregade 12.",
            "Thank you so much!",
            "With pleasure. You get a new tracking link this evening.",
            "The tracking link still shows my old street. Are you sure?",
            5, "Saved my week."),
        new(
            "Gift card does not work", Billing, "gift-card",
            "The gift card that I got for my birthday says \"unknown code\" at the checkout. It is from your shop in Odense.",
            "Card was never activated at the till. Activated by hand.",
            "Happy birthday, belatedly! The card was not activated in the shop. I have done so now: please try once more.",
            "It works, thank you!",
            "Wonderful. Enjoy what you choose.",
            "Now it says that the card is empty, although I only used half of it.",
            4, "Works now. A little embarrassing for the shop."),
        new(
            "Appointment for the big service", Workshop, "appointment",
            "Hi, do you have a slot for a big service next week? It is a Fell 2 from 2021.",
            "Customer needs the bike for commuting, offer the loan bike.",
            "Wednesday at 8:30 is free, and you can take a loan bike in the meantime. Shall I book it?",
            "Yes please, Wednesday is fine.",
            "It is booked. See you on Wednesday!",
            "Something came up, can we move it to Thursday?",
            5, "Loan bike included, what more can one want."),
    ];

    /// <summary>The conversation of end users who get banned.</summary>
    public static DemoStory Spam { get; } = new(
        "You won!!! Claim order {0}", Orders, "spam",
        "CONGRATULATIONS dear customer, your shop account won 5,000 €. Click http://prize.example/{0} within 24 hours!!!",
        "Third of these today from the same sender.", "", "", "", "", 1, "");
}
